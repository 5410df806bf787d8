package io.claviger.sandbox.http;

import io.claviger.sandbox.entitlement.AuthenticationSession;
import io.claviger.sandbox.entitlement.AuthenticationSessions;
import io.claviger.sandbox.entitlement.Profiles;
import io.claviger.sandbox.entitlement.RedirectUrls;
import io.claviger.sandbox.entitlement.TvProvider;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.state.SandboxState;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code /api/v2/{serviceProvider}/sessions}. (Adobe Pass REST API v2: create, resume and retrieve an authentication session.) */
final class SessionResource {
    private static final Set<String> PARAMETERS = Set.copyOf(AuthenticationSession.PARAMETERS);

    private final AuthenticationSessions sessions;
    private final Profiles profiles;
    private final InstantSource clock;
    private final StrictJson json;

    SessionResource(SandboxState state, StrictJson json) {
        this.sessions = state.sessions();
        this.profiles = state.profiles();
        this.clock = state.clock();
        this.json = json;
    }

    AdobeResponse create(ApiCall call) {
        return withParameters(call, given -> {
            var session = sessions.begin(call.client(), call.device(), call.serviceProvider(), given);
            var authorized = authorized(session, call);
            if (authorized.isPresent()) {
                return authorized.get();
            }
            sessions.store(session);
            return nextStep(session);
        });
    }

    AdobeResponse resume(ApiCall call) {
        return withSession(
                call,
                opened -> withParameters(call, given -> {
                    var session = sessions.resume(opened.code(), given).orElse(opened);
                    return authorized(session, call).orElseGet(() -> nextStep(session));
                }));
    }

    AdobeResponse retrieve(ApiCall call) {
        return withSession(call, session -> {
            var existing = new LinkedHashMap<String, Object>();
            AuthenticationSession.PARAMETERS.stream()
                    .filter(session.parameters()::containsKey)
                    .forEach(name -> existing.put(name, session.parameters().get(name)));
            existing.put("serviceProvider", session.serviceProvider());
            var body = new LinkedHashMap<String, Object>();
            if (!session.missing().isEmpty()) {
                body.put("missingParameters", session.missing());
            }
            body.put("existingParameters", existing);
            body.put("device", Map.of("type", "Unknown"));
            addTimes(body, session);
            return AdobeResponse.json(200, json.write(body), null, null);
        });
    }

    /** Calls on with the session of the code in the path. Any client of the service provider may know it: a second screen has its own. */
    private AdobeResponse withSession(ApiCall call, Function<AuthenticationSession, AdobeResponse> then) {
        return sessions.find(call.argument())
                .filter(session -> session.serviceProvider().equals(call.serviceProvider()))
                .map(then)
                .orElseGet(() -> EnhancedError.invalidSession().toResponse(json));
    }

    private AdobeResponse withParameters(ApiCall call, Function<Map<String, String>, AdobeResponse> then) {
        var form = form(call.request());
        var mvpd = form.map(given -> given.get("mvpd"));
        if (form.isEmpty() || mvpd.filter(id -> TvProvider.find(id).isEmpty()).isPresent()) {
            return EnhancedError.badParameter("invalid_parameter_mvpd", "mvpd parameter")
                    .toResponse(json);
        }
        if (form.map(given -> given.get("redirectUrl"))
                .filter(url -> !RedirectUrls.isUsable(url))
                .isPresent()) {
            return EnhancedError.invalidRedirectUrl().toResponse(json);
        }
        return then.apply(form.get());
    }

    private static Optional<Map<String, String>> form(AdobeRequest request) {
        boolean strict = request.faults().refusesUndocumented();
        if (request.body().length() == 0 && !strict) {
            return Optional.of(Map.of());
        }
        return !request.oversized() && MediaTypes.is(FormBody.MEDIA_TYPE, request.headerValues("Content-Type"))
                ? FormBody.parse(request.body().getBytes(), PARAMETERS, strict)
                : Optional.empty();
    }

    /** The answer for a device that may play already. */
    private Optional<AdobeResponse> authorized(AuthenticationSession session, ApiCall call) {
        return session.provider().flatMap(provider -> {
            if (provider.isTempPass()) {
                profiles.tempPass(
                        session.device(),
                        session.serviceProvider(),
                        call.request().faults().tempPassLifetimeSeconds());
                return Optional.of(authorize(session, provider, "temporary"));
            }
            return profiles.find(session.profileKey(provider))
                    .filter(profile -> profile.isValidAt(clock.instant()))
                    .map(profile -> authorize(session, provider, "authenticated"));
        });
    }

    private AdobeResponse authorize(AuthenticationSession session, TvProvider provider, String reason) {
        var body = new LinkedHashMap<String, Object>();
        body.put("actionName", "authorize");
        body.put("actionType", "direct");
        body.put("reasonType", reason);
        body.put("url", "/api/v2/" + session.serviceProvider() + "/decisions/authorize/" + provider.id());
        body.put("sessionId", session.sessionId());
        body.put("mvpd", provider.id());
        body.put("serviceProvider", session.serviceProvider());
        return AdobeResponse.json(200, json.write(body), null, null);
    }

    private AdobeResponse nextStep(AuthenticationSession session) {
        var missing = session.missing();
        boolean complete = missing.isEmpty();
        var body = new LinkedHashMap<String, Object>();
        body.put("actionName", complete ? "authenticate" : "resume");
        body.put("actionType", complete ? "interactive" : "direct");
        body.put("reasonType", "none");
        if (!complete) {
            body.put("missingParameters", missing);
        }
        body.put(
                "url",
                complete
                        ? "/api/v2/authenticate/" + session.serviceProvider() + "/" + session.code()
                        : "/api/v2/" + session.serviceProvider() + "/sessions/" + session.code());
        body.put("code", session.code());
        body.put("sessionId", session.sessionId());
        session.provider().ifPresent(provider -> body.put("mvpd", provider.id()));
        body.put("serviceProvider", session.serviceProvider());
        addTimes(body, session);
        return AdobeResponse.json(200, json.write(body), null, null);
    }

    // Texts here and numbers in profiles and decisions, as in Adobe's samples.
    private static void addTimes(Map<String, Object> body, AuthenticationSession session) {
        body.put("notBefore", String.valueOf(session.notBefore().toEpochMilli()));
        body.put("notAfter", String.valueOf(session.notAfter().toEpochMilli()));
    }
}
