package io.claviger.benchmarks;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Adobe Pass, which takes as long for a token as the source of its tokens does, and answers other calls at once. */
public final class SlowAdobe implements AuthorizationServer {
    private final Duration tokenLife;
    private final InstantSource clock;
    private final AtomicInteger clients = new AtomicInteger();
    private final Supplier<String> tokens;

    public SlowAdobe(Duration tokenLife, InstantSource clock, Supplier<String> tokens) {
        this.tokenLife = tokenLife;
        this.clock = clock;
        this.tokens = tokens;
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        return redirectUri.isPresent()
                ? new RegistrationAnswer.RedirectUriRefused()
                : new RegistrationAnswer.Registered(
                        new ClientCredentials(
                                new ClientId("client-" + clients.incrementAndGet()), new ClientSecret("secret")),
                        Optional.of(clock.instant()),
                        List.of("api:client:v2"));
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        return new TokenAnswer.Issued(
                new AccessToken(tokens.get()), Optional.of(clock.instant()), OptionalLong.of(tokenLife.toSeconds()));
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return new ProtectedApiAnswer.Accepted();
    }
}
