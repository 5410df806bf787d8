package io.claviger.sandbox.http;

import io.claviger.sandbox.entitlement.AuthenticationSessions;
import io.claviger.sandbox.entitlement.Profile;
import io.claviger.sandbox.entitlement.Profiles;
import io.claviger.sandbox.entitlement.TvProvider;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.state.SandboxState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/v2/{serviceProvider}/profiles}. (Adobe Pass REST API v2: retrieve profiles, for a specific mvpd, for a specific code.) */
final class ProfileResource {
    private final AuthenticationSessions sessions;
    private final Profiles profiles;
    private final InstantSource clock;
    private final StrictJson json;

    ProfileResource(SandboxState state, StrictJson json) {
        this.sessions = state.sessions();
        this.profiles = state.profiles();
        this.clock = state.clock();
        this.json = json;
    }

    /** All that viewers signed in for. Temporary access is not among them. */
    AdobeResponse all(ApiCall call) {
        return respond(Arrays.stream(TvProvider.values())
                .filter(provider -> !provider.isTempPass())
                .flatMap(provider -> valid(keyOf(call, provider)).stream())
                .toList());
    }

    AdobeResponse byMvpd(ApiCall call) {
        return TvProvider.find(call.argument())
                .map(provider -> of(keyOf(call, provider), call))
                .orElseGet(() -> EnhancedError.badParameter("invalid_parameter_mvpd", "mvpd parameter")
                        .toResponse(json));
    }

    /** Needs no device identifier: the session has it. */
    AdobeResponse byCode(ApiCall call) {
        return sessions.find(call.argument())
                .filter(session -> session.serviceProvider().equals(call.serviceProvider()))
                .map(session -> session.provider()
                        .map(provider -> of(session.profileKey(provider), call))
                        .orElseGet(() -> respond(List.of())))
                .orElseGet(() -> EnhancedError.invalidSession().toResponse(json));
    }

    private static Profile.Key keyOf(ApiCall call, TvProvider provider) {
        return new Profile.Key(call.client().id(), call.device(), call.serviceProvider(), provider);
    }

    private Optional<Profile> valid(Profile.Key key) {
        return profiles.find(key).filter(profile -> profile.isValidAt(clock.instant()));
    }

    private AdobeResponse of(Profile.Key key, ApiCall call) {
        if (!key.provider().isTempPass()) {
            return respond(valid(key).stream().toList());
        }
        var temporary = profiles.tempPass(
                key.device(), key.serviceProvider(), call.request().faults().tempPassLifetimeSeconds());
        return temporary.isValidAt(clock.instant())
                ? respond(List.of(temporary))
                : EnhancedError.temporaryAccessExceeded().toResponse(json);
    }

    private AdobeResponse respond(List<Profile> found) {
        var byMvpd = new LinkedHashMap<String, Object>();
        found.forEach(profile -> byMvpd.put(profile.key().provider().id(), view(profile)));
        return AdobeResponse.json(200, json.write(Map.of("profiles", byMvpd)), null, null);
    }

    private static Map<String, Object> view(Profile profile) {
        var provider = profile.key().provider();
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("userID", plain(profile.userId()));
        attributes.put("mvpd", plain(provider.id()));
        if (provider.isTempPass()) {
            attributes.put("expiration_date", plain(millis(profile.notAfter())));
        }
        var view = new LinkedHashMap<String, Object>();
        view.put("notBefore", millis(profile.notBefore()));
        view.put("notAfter", millis(profile.notAfter()));
        view.put("issuer", provider.isTempPass() ? "Adobe" : provider.id());
        view.put("type", provider.isTempPass() ? "temporary" : "regular");
        view.put("attributes", attributes);
        return view;
    }

    private static Map<String, Object> plain(Object value) {
        return Map.of("value", value, "state", "plain");
    }

    private static long millis(Instant time) {
        return time.toEpochMilli();
    }
}
