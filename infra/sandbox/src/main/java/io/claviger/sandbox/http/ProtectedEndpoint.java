package io.claviger.sandbox.http;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.entitlement.Profiles;
import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.oauth.Client;
import io.claviger.sandbox.oauth.TokenChecker;
import io.claviger.sandbox.oauth.TokenChecker.Accepted;
import io.claviger.sandbox.oauth.TokenChecker.Expired;
import io.claviger.sandbox.oauth.TokenChecker.OtherServiceProvider;
import io.claviger.sandbox.oauth.TokenChecker.ScopeMissing;
import io.claviger.sandbox.oauth.TokenChecker.StatementRevoked;
import io.claviger.sandbox.oauth.TokenChecker.Unknown;
import io.claviger.sandbox.state.SandboxState;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /api/v2/{serviceProvider}/…}: checks the token first, then the call. Of REST API v2 only partner single sign-on is missing. */
final class ProtectedEndpoint implements AdobeEndpoint {
    private static final Pattern PATH = Pattern.compile("/api/v2/([^/]*)/(.*?)/?");
    private static final Pattern BEARER = Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SERVICE_PROVIDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final TokenChecker tokens;
    private final List<ApiRoute> routes;
    private final Profiles profiles;
    private final StrictJson json;

    ProtectedEndpoint(SandboxState state, StrictJson json) {
        var sessions = new SessionResource(state, json);
        var viewers = new ProfileResource(state, json);
        var decisions = new DecisionResource(state, json);
        this.tokens = state.tokenChecker();
        this.routes = List.of(
                ApiRoute.of("GET", "configuration", new ConfigurationResource(state.clock(), json)::retrieve),
                ApiRoute.ofDevice("POST", "sessions", sessions::create),
                ApiRoute.of("POST", "sessions/*", sessions::resume),
                ApiRoute.of("GET", "sessions/*", sessions::retrieve),
                ApiRoute.ofDevice("GET", "profiles", viewers::all),
                ApiRoute.of("GET", "profiles/code/*", viewers::byCode),
                ApiRoute.ofDevice("GET", "profiles/*", viewers::byMvpd),
                ApiRoute.ofDevice("POST", "decisions/preauthorize/*", decisions::preauthorize),
                ApiRoute.ofDevice("POST", "decisions/authorize/*", decisions::authorize),
                ApiRoute.ofDevice("GET", "logout/*", new LogoutResource(state.profiles(), json)::initiate));
        this.profiles = state.profiles();
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
                respond(request, client, application, serviceProvider, known ? path.group(2) : "")
                        .withClient(client.id());
        };
    }

    private AdobeResponse respond(
            AdobeRequest request,
            Client client,
            RegisteredApplication application,
            String serviceProvider,
            String resource) {
        var known = routes.stream()
                .filter(route -> route.argumentIn(resource).isPresent())
                .toList();
        if (known.isEmpty()) {
            return EnhancedError.notFound().toResponse(json);
        }
        var route = known.stream()
                .filter(each -> each.method().equals(request.method()))
                .findFirst();
        if (route.isEmpty()) {
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
        var device = request.deviceIdentifier();
        if (device.isEmpty() && (route.get().needsDevice() || request.faults().requiresDeviceHeaders())) {
            return EnhancedError.badParameter("invalid_header_device_identifier", "device identifier header")
                    .toResponse(json);
        }
        device.ifPresent(identifier -> profiles.noteCall(identifier, serviceProvider, client.id()));
        var argument = route.get().argumentIn(resource).orElse("");
        return route.get()
                .operation()
                .apply(new ApiCall(request, client, application, serviceProvider, argument, device.orElse("")));
    }
}
