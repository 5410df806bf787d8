package io.claviger.sandbox.http;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.faults.Endpoint;
import io.claviger.sandbox.json.Json;
import io.claviger.sandbox.oauth.TokenCheck;
import io.claviger.sandbox.oauth.TokenCheck.Accepted;
import io.claviger.sandbox.oauth.TokenCheck.ApplicationGone;
import io.claviger.sandbox.oauth.TokenCheck.Expired;
import io.claviger.sandbox.oauth.TokenCheck.OtherServiceProvider;
import io.claviger.sandbox.oauth.TokenCheck.Unknown;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code /api/v2/{serviceProvider}/…}: the token is judged first, then the call itself. Of REST API v2 the sandbox has
 * {@code configuration} and {@code sessions}.
 */
final class ProtectedEndpoint implements AdobeEndpoint {
    private static final Pattern PATH = Pattern.compile("/api/v2/([^/]*)/([^/]*)/?");
    private static final Pattern BEARER = Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SERVICE_PROVIDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final TokenCheck tokens;
    private final ProtectedResources resources;
    private final Json json;

    ProtectedEndpoint(TokenCheck tokens, ProtectedResources resources, Json json) {
        this.tokens = tokens;
        this.resources = resources;
        this.json = json;
    }

    @Override
    public Answer answer(AdobeRequest request) {
        var authorization = request.headerValues("Authorization");
        if (authorization.isEmpty()) {
            return EnhancedError.invalidToken("The Authorization header is missing.")
                    .toAnswer(json);
        }
        return bearer(authorization.size() == 1 ? authorization.getFirst() : "")
                .map(token -> judge(token, request))
                .orElseGet(() -> EnhancedError.invalidToken("The Authorization header is malformed.")
                        .toAnswer(json));
    }

    private static Optional<String> bearer(String header) {
        var matcher = BEARER.matcher(header.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Answer judge(String token, AdobeRequest request) {
        var path = PATH.matcher(request.path());
        boolean known = path.matches();
        var serviceProvider = known ? path.group(1) : "";
        var verdict = tokens.check(token, serviceProvider, request.faults().revocationShows(Endpoint.API));
        return switch (verdict) {
            case Unknown() ->
                EnhancedError.invalidToken("The access token is unknown.").toAnswer(json);
            case Expired(var client) ->
                EnhancedError.invalidToken("The access token has expired.")
                        .toAnswer(json)
                        .withClient(client.id());
            case ApplicationGone(var client) ->
                EnhancedError.clientApplicationGone().toAnswer(json).withClient(client.id());
            case OtherServiceProvider(var client) ->
                EnhancedError.otherServiceProvider().toAnswer(json).withClient(client.id());
            case Accepted(var client, var application) ->
                serve(request, application, serviceProvider, known ? path.group(2) : "")
                        .withClient(client.id());
        };
    }

    private Answer serve(
            AdobeRequest request, RegisteredApplication application, String serviceProvider, String resource) {
        if (!resource.equals("configuration") && !resource.equals("sessions")) {
            return EnhancedError.notFound().toAnswer(json);
        }
        if (!request.method().equals(resource.equals("sessions") ? "POST" : "GET")) {
            return EnhancedError.methodNotAllowed().toAnswer(json);
        }
        if (!SERVICE_PROVIDER.matcher(serviceProvider).matches()) {
            return EnhancedError.badParameter("invalid_parameter_service_provider", "service provider parameter")
                    .toAnswer(json);
        }
        if (!DeviceHeaders.suffice(request)) {
            return EnhancedError.badParameter("invalid_header_device_info", "device information header")
                    .toAnswer(json);
        }
        if (request.faults().insistsOnDeviceHeaders()
                && request.headerValues("AP-Device-Identifier").size() != 1) {
            return EnhancedError.badParameter("invalid_header_device_identifier", "device identifier header")
                    .toAnswer(json);
        }
        return resource.equals("sessions")
                ? resources.session(request, serviceProvider)
                : resources.configuration(application, serviceProvider);
    }
}
