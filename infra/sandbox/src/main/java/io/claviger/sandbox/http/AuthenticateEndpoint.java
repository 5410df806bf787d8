package io.claviger.sandbox.http;

import io.claviger.sandbox.entitlement.AuthenticationSessions;
import java.util.regex.Pattern;

/**
 * {@code GET /api/v2/authenticate/{serviceProvider}/{code}}: sends a viewer's browser, which has no token, to the TV provider. (Adobe Pass
 * REST API v2, Perform authentication in user agent.)
 */
final class AuthenticateEndpoint implements AdobeEndpoint {
    private static final Pattern PATH = Pattern.compile("/api/v2/authenticate/([^/]+)/([^/]+)/?");

    private final AuthenticationSessions sessions;

    AuthenticateEndpoint(AuthenticationSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public AdobeResponse respond(AdobeRequest request) {
        if (!request.method().equals("GET")) {
            return AdobeResponse.html(405, "Method Not Allowed", "internal_error");
        }
        var path = PATH.matcher(request.path());
        if (!path.matches()) {
            return AdobeResponse.html(400, "Bad Request", "invalid_parameter_code");
        }
        return sessions.find(path.group(2))
                .filter(session -> session.serviceProvider().equals(path.group(1))
                        && session.missing().isEmpty())
                .flatMap(session -> session.provider()
                        .filter(provider -> !provider.isTempPass())
                        .map(provider -> AdobeResponse.redirect(
                                        "http://" + String.join("", request.headerValues("Host")) + "/tv-provider/"
                                                + provider.id() + "?code=" + session.code())
                                .withClient(session.client().id())))
                .orElseGet(() -> AdobeResponse.html(400, "Bad Request", "invalid_authentication_session"));
    }
}
