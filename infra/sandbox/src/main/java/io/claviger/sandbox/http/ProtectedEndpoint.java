package io.claviger.sandbox.http;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.oauth.TokenChecker;
import io.claviger.sandbox.oauth.TokenChecker.Accepted;
import io.claviger.sandbox.oauth.TokenChecker.Expired;
import io.claviger.sandbox.oauth.TokenChecker.OtherServiceProvider;
import io.claviger.sandbox.oauth.TokenChecker.ScopeMissing;
import io.claviger.sandbox.oauth.TokenChecker.StatementRevoked;
import io.claviger.sandbox.oauth.TokenChecker.Unknown;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code /api/v2/{serviceProvider}/…}: checks the token first, then the call. Of REST API v2 the sandbox has {@code configuration} and
 * {@code sessions}.
 */
final class ProtectedEndpoint implements AdobeEndpoint {
    private static final Pattern PATH = Pattern.compile("/api/v2/([^/]*)/([^/]*)/?");
    private static final Pattern BEARER = Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SERVICE_PROVIDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final TokenChecker tokens;
    private final ProtectedResources resources;
    private final StrictJson json;

    ProtectedEndpoint(TokenChecker tokens, ProtectedResources resources, StrictJson json) {
        this.tokens = tokens;
        this.resources = resources;
        this.json = json;
    }

    @Override
    public AdobeResponse respond(AdobeRequest request) {
        var authorization = request.headerValues("Authorization");
        if (authorization.isEmpty()) {
            return EnhancedError.invalidToken("The Authorization header is missing.")
                    .toResponse(json);
        }
        return bearer(authorization.size() == 1 ? authorization.getFirst() : "")
                .map(token -> check(token, request))
                .orElseGet(() -> EnhancedError.invalidToken("The Authorization header is malformed.")
                        .toResponse(json));
    }

    private static Optional<String> bearer(String header) {
        var matcher = BEARER.matcher(header.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private AdobeResponse check(String token, AdobeRequest request) {
        var path = PATH.matcher(request.path());
        boolean known = path.matches();
        var serviceProvider = known ? path.group(1) : "";
        var verdict = tokens.check(token, serviceProvider, request.faults().revocationShows(EndpointName.API));
        return switch (verdict) {
            case Unknown() ->
                EnhancedError.invalidToken("The access token is unknown.").toResponse(json);
            case Expired(var client) ->
                EnhancedError.invalidToken("The access token has expired.")
                        .toResponse(json)
                        .withClient(client.id());
            case StatementRevoked(var client) ->
                EnhancedError.clientApplicationInvalid().toResponse(json).withClient(client.id());
            case ScopeMissing(var client) ->
                EnhancedError.invalidToken("The access token lacks the scope api:client:v2.")
                        .toResponse(json)
                        .withClient(client.id());
            case OtherServiceProvider(var client) ->
                EnhancedError.otherServiceProvider().toResponse(json).withClient(client.id());
            case Accepted(var client, var application) ->
                respond(request, application, serviceProvider, known ? path.group(2) : "")
                        .withClient(client.id());
        };
    }

    private AdobeResponse respond(
            AdobeRequest request, RegisteredApplication application, String serviceProvider, String resource) {
        if (!resource.equals("configuration") && !resource.equals("sessions")) {
            return EnhancedError.notFound().toResponse(json);
        }
        if (!request.method().equals(resource.equals("sessions") ? "POST" : "GET")) {
            return EnhancedError.methodNotAllowed().toResponse(json);
        }
        if (!SERVICE_PROVIDER.matcher(serviceProvider).matches()) {
            return EnhancedError.badParameter("invalid_parameter_service_provider", "service provider parameter")
                    .toResponse(json);
        }
        if (!request.hasRequiredDeviceInfo()) {
            return EnhancedError.badParameter("invalid_header_device_info", "device information header")
                    .toResponse(json);
        }
        if (request.faults().requiresDeviceHeaders()
                && request.headerValues("AP-Device-Identifier").size() != 1) {
            return EnhancedError.badParameter("invalid_header_device_identifier", "device identifier header")
                    .toResponse(json);
        }
        return resource.equals("sessions")
                ? resources.session(request, serviceProvider)
                : resources.configuration(application, serviceProvider);
    }
}
