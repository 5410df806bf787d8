package io.claviger.sandbox.http;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.json.StrictJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The resources of the protected API: samples in Adobe's format. */
final class ProtectedResources {
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(30);
    private static final List<String> SESSION_PARAMETERS = List.of("mvpd", "domainName", "redirectUrl");

    private final InstantSource clock;
    private final StrictJson json;

    ProtectedResources(InstantSource clock, StrictJson json) {
        this.clock = clock;
        this.json = json;
    }

    /** (Adobe Pass REST API v2, Retrieve configuration for specific service provider.) */
    AdobeResponse configuration(RegisteredApplication application, String serviceProvider) {
        var domains = application.domains().stream()
                .map(domain -> Map.of("name", domain, "mvpdInitiated", false))
                .toList();
        var mvpds = List.of(
                Map.of("id", "SandboxTV", "displayName", "Sandbox TV", "authPerAggregator", false),
                Map.of("id", "TempPass", "displayName", "Temp Pass", "authPerAggregator", true, "isTempPass", true));
        var body = new LinkedHashMap<String, Object>();
        body.put("device", "unknown");
        body.put("clientType", "unknown");
        body.put("os", "Unknown");
        body.put(
                "requestor",
                Map.of("id", serviceProvider, "name", serviceProvider, "domains", domains, "mvpds", mvpds));
        body.put("time", clock.millis());
        return AdobeResponse.json(200, json.write(body), null, null);
    }

    /** (Adobe Pass REST API v2, Create authentication session.) */
    AdobeResponse session(AdobeRequest request, String serviceProvider) {
        boolean isForm = MediaTypes.is("application/x-www-form-urlencoded", request.headerValues("Content-Type"));
        var form = isForm && !request.oversized()
                ? FormBody.parse(
                        request.body().getBytes(),
                        Set.copyOf(SESSION_PARAMETERS),
                        request.faults().refusesUndocumented())
                : Optional.<Map<String, String>>empty();
        return form.map(given -> session(given, serviceProvider))
                .orElseGet(() -> EnhancedError.badParameter("invalid_parameter_mvpd", "mvpd parameter")
                        .toResponse(json));
    }

    private AdobeResponse session(Map<String, String> given, String serviceProvider) {
        var missing = SESSION_PARAMETERS.stream()
                .filter(name -> !given.containsKey(name))
                .toList();
        var now = clock.instant();
        var code = UUID.randomUUID().toString().substring(0, 7).toUpperCase(Locale.ROOT);
        var body = new LinkedHashMap<String, Object>();
        body.put("actionName", missing.isEmpty() ? "authenticate" : "resume");
        body.put("actionType", missing.isEmpty() ? "interactive" : "direct");
        body.put("reasonType", "none");
        if (!missing.isEmpty()) {
            body.put("missingParameters", missing);
        }
        body.put(
                "url",
                "/api/v2/" + (missing.isEmpty() ? "authenticate/" : "") + serviceProvider
                        + (missing.isEmpty() ? "/" : "/sessions/") + code);
        body.put("code", code);
        body.put("sessionId", UUID.randomUUID().toString());
        if (given.containsKey("mvpd")) {
            body.put("mvpd", given.get("mvpd"));
        }
        body.put("serviceProvider", serviceProvider);
        body.put("notBefore", now.toEpochMilli());
        body.put("notAfter", now.plus(CODE_LIFETIME).toEpochMilli());
        return AdobeResponse.json(200, json.write(body), null, null);
    }
}
