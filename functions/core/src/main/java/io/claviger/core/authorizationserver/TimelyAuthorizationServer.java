package io.claviger.core.authorizationserver;

import io.claviger.core.Deadline;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Adobe Pass for an invocation that ends. A call is not made if its answer might come too late to be stored: a client that
 * Adobe made would be lost, and a token's lease would stay until its end.
 */
public final class TimelyAuthorizationServer implements AuthorizationServer {
    /** The longest call takes 8 s (the bound of {@code UPSTREAM_TIMEOUT_SECONDS}); the rest is for storing its answer. */
    static final Duration MIN_LEFT = Duration.ofSeconds(12);

    private final AuthorizationServer authorizationServer;
    private final Deadline deadline;

    public TimelyAuthorizationServer(AuthorizationServer authorizationServer, Deadline deadline) {
        this.authorizationServer = authorizationServer;
        this.deadline = deadline;
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        return call(() -> authorizationServer.register(statement, redirectUri, device), RegistrationAnswer.Failed::new);
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        return call(() -> authorizationServer.requestToken(credentials, device), TokenAnswer.Failed::new);
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return call(
                () -> authorizationServer.callProtectedApi(token, serviceProvider, device),
                ProtectedApiAnswer.Failed::new);
    }

    private <A> A call(Supplier<A> call, Function<Failure, A> failed) {
        return deadline.left().compareTo(MIN_LEFT) < 0
                ? failed.apply(Failure.Unavailable.unsent("no_time_left"))
                : call.get();
    }
}
