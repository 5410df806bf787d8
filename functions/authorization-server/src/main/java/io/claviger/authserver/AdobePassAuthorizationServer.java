package io.claviger.authserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Adobe Pass over HTTP (Adobe's pages "Retrieve client credentials", "Retrieve access token", "X-Device-Info header",
 * "Throttling mechanism"). It follows no redirect and repeats no request that may have arrived.
 */
public final class AdobePassAuthorizationServer implements AuthorizationServer {
    private final AdobePassConfig config;
    private final HttpTransport transport;

    public AdobePassAuthorizationServer(AdobePassConfig config, InstantSource clock) {
        this.config = config;
        this.transport = new HttpTransport(config, clock);
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("software_statement", statement.reveal());
        redirectUri.ifPresent(uri -> json.put("redirect_uri", uri.value()));
        HttpRequest request = request("/o/client/register", device)
                .header("Content-Type", "application/json;charset=utf-8")
                .POST(BodyPublishers.ofString(json.toString()))
                .build();
        return RegistrationAnswers.read(transport.exchange(request, Expectation.ISSUED));
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        String form = "client_id=" + encoded(credentials.clientId().value())
                + "&client_secret=" + encoded(credentials.clientSecret().reveal())
                + "&grant_type=client_credentials";
        HttpRequest request = request("/o/client/token", device)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return TokenAnswers.read(transport.exchange(request, Expectation.ISSUED));
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        HttpRequest request = request("/api/v2/" + serviceProvider.value() + "/configuration", device)
                .header("Authorization", "Bearer " + token.reveal())
                .GET()
                .build();
        return ProtectedApiAnswers.read(transport.exchange(request, Expectation.ACCEPTED));
    }

    private HttpRequest.Builder request(String path, Device device) {
        HttpRequest.Builder request = HttpRequest.newBuilder(config.baseUri().resolve(path))
                .header("Accept", "application/json")
                .header("User-Agent", config.userAgent());
        device.info().ifPresent(info -> request.header("X-Device-Info", info.reveal()));
        device.ip().ifPresent(ip -> request.header("X-Forwarded-For", ip.reveal()));
        return request;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
