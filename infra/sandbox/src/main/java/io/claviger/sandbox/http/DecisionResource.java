package io.claviger.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.sandbox.entitlement.Profile;
import io.claviger.sandbox.entitlement.Profiles;
import io.claviger.sandbox.entitlement.TvProvider;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.json.StrictJson.InvalidJsonException;
import io.claviger.sandbox.state.SandboxState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/{serviceProvider}/decisions}. (Adobe Pass REST API v2: retrieve preauthorization and authorization decisions.) */
final class DecisionResource {
    // Adobe's defaults.
    private static final int MAX_PREAUTHORIZED = 5;
    private static final int MAX_AUTHORIZED = 1;
    private static final Duration AUTHORIZATION_LIFETIME = Duration.ofHours(1);
    private static final Duration MEDIA_TOKEN_LIFETIME = Duration.ofMinutes(7);

    private final Profiles profiles;
    private final InstantSource clock;
    private final StrictJson json;

    DecisionResource(SandboxState state, StrictJson json) {
        this.profiles = state.profiles();
        this.clock = state.clock();
        this.json = json;
    }

    AdobeResponse preauthorize(ApiCall call) {
        return decide(call, MAX_PREAUTHORIZED, "preauthorization_denied_by_mvpd", false);
    }

    AdobeResponse authorize(ApiCall call) {
        return decide(call, MAX_AUTHORIZED, "authorization_denied_by_mvpd", true);
    }

    private AdobeResponse decide(ApiCall call, int max, String denied, boolean withMediaToken) {
        var provider = TvProvider.find(call.argument());
        if (provider.isEmpty()) {
            return EnhancedError.badParameter("invalid_parameter_mvpd", "mvpd parameter")
                    .toResponse(json);
        }
        var resources = resources(call.request());
        if (resources.isEmpty()) {
            return EnhancedError.badParameter("invalid_parameter_resources", "resources parameter")
                    .toResponse(json);
        }
        if (resources.get().size() > max) {
            return EnhancedError.tooManyResources(max).toResponse(json);
        }
        var profile = profile(call, provider.get());
        var refusal = refusal(profile, provider.get());
        var decisions = resources.get().stream()
                .map(resource -> {
                    var error = refusal.or(() -> call.request().faults().denies(resource)
                            ? Optional.of(EnhancedError.deniedByMvpd(denied, resource))
                            : Optional.empty());
                    return decision(call, provider.get(), resource, error, withMediaToken);
                })
                .toList();
        return AdobeResponse.json(200, json.write(Map.of("decisions", decisions)), codeOf(decisions), null);
    }

    /** For the request log: the first decision's error. */
    private static @Nullable String codeOf(List<Map<String, Object>> decisions) {
        return decisions.stream()
                .flatMap(decision ->
                        decision.get("error") instanceof EnhancedError error ? Stream.of(error.code()) : Stream.empty())
                .findFirst()
                .orElse(null);
    }

    private Optional<List<String>> resources(AdobeRequest request) {
        JsonNode listed;
        try {
            listed = json.readTree(request.body().getBytes()).path("resources");
        } catch (InvalidJsonException e) {
            return Optional.empty();
        }
        boolean usable = !request.oversized()
                && MediaTypes.is("application/json", request.headerValues("Content-Type"))
                && listed.isArray()
                && !listed.isEmpty()
                && listed.valueStream()
                        .allMatch(each -> each.isTextual() && !each.textValue().isBlank());
        return usable
                ? Optional.of(listed.valueStream().map(JsonNode::textValue).toList())
                : Optional.empty();
    }

    private Optional<Profile> profile(ApiCall call, TvProvider provider) {
        return provider.isTempPass()
                ? Optional.of(profiles.tempPass(
                        call.device(),
                        call.serviceProvider(),
                        call.request().faults().tempPassLifetimeSeconds()))
                : profiles.find(new Profile.Key(call.client().id(), call.device(), call.serviceProvider(), provider));
    }

    private Optional<EnhancedError> refusal(Optional<Profile> found, TvProvider provider) {
        if (found.filter(profile -> profile.isValidAt(clock.instant())).isPresent()) {
            return Optional.empty();
        }
        if (provider.isTempPass()) {
            return Optional.of(EnhancedError.temporaryAccessExceeded());
        }
        return Optional.of(found.map(profile -> switch (profile.ending()) {
                    case NONE -> EnhancedError.profile("expired", "has expired");
                    case SIGNED_OUT -> EnhancedError.profile("missing", "is missing");
                    case REVOKED -> EnhancedError.profile("invalidated", "has been invalidated");
                })
                .orElseGet(() -> EnhancedError.profile("missing", "is missing")));
    }

    private Map<String, Object> decision(
            ApiCall call, TvProvider provider, String resource, Optional<EnhancedError> error, boolean withMediaToken) {
        var decision = new LinkedHashMap<String, Object>();
        decision.put("resource", resource);
        decision.put("serviceProvider", call.serviceProvider());
        decision.put("mvpd", provider.id());
        decision.put("source", provider.isTempPass() ? "temppass" : "mvpd");
        decision.put("authorized", error.isEmpty());
        error.ifPresent(refused -> decision.put("error", refused));
        if (error.isEmpty() && withMediaToken) {
            Instant now = clock.instant();
            decision.put("token", mediaToken(call, provider, resource, now));
            decision.put("notBefore", now.toEpochMilli());
            decision.put("notAfter", now.plus(AUTHORIZATION_LIFETIME).toEpochMilli());
        }
        return decision;
    }

    private Map<String, Object> mediaToken(ApiCall call, TvProvider provider, String resource, Instant now) {
        var token = new LinkedHashMap<String, Object>();
        token.put("notBefore", now.toEpochMilli());
        token.put("notAfter", now.plus(MEDIA_TOKEN_LIFETIME).toEpochMilli());
        token.put(
                "serializedToken",
                MediaToken.serialize(call.serviceProvider(), provider.id(), resource, now, MEDIA_TOKEN_LIFETIME));
        return token;
    }
}
