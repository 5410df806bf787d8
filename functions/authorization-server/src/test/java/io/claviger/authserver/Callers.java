package io.claviger.authserver;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Calls a server as Claviger does, with secrets that are easy to recognize. */
final class Callers {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final SoftwareStatement STATEMENT = new SoftwareStatement("marked.STATEMENT.secret");
    static final ClientCredentials CREDENTIALS =
            new ClientCredentials(new ClientId("client-1"), new ClientSecret("marked CLIENT+secret&=%"));
    static final AccessToken TOKEN = new AccessToken("marked.TOKEN.secret");
    static final ServiceProvider PROVIDER = new ServiceProvider("REF30");
    static final Device DEVICE =
            new Device(Optional.of(new DeviceInfo("bWFya2VkREVWSUNF")), Optional.of(new ClientIp("203.0.113.7")));

    private Callers() {}

    static AdobePassAuthorizationServer to(BaseUri baseUri) {
        return within(Duration.ofSeconds(20), baseUri);
    }

    static AdobePassAuthorizationServer within(Duration total, BaseUri baseUri) {
        return new AdobePassAuthorizationServer(new AdobePassConfig(baseUri, total, total, "Claviger-Test"), CLOCK);
    }

    static RegistrationAnswer register(AdobePassAuthorizationServer server) {
        return server.register(STATEMENT, Optional.of(new RedirectUri("adobepass://com.programmer")), DEVICE);
    }

    static TokenAnswer requestToken(AdobePassAuthorizationServer server) {
        return server.requestToken(CREDENTIALS, DEVICE);
    }

    static ProtectedApiAnswer callProtectedApi(AdobePassAuthorizationServer server) {
        return server.callProtectedApi(TOKEN, PROVIDER, DEVICE);
    }
}
