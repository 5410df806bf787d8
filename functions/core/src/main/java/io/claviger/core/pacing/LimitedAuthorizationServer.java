package io.claviger.core.pacing;

import io.claviger.core.Deadline;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Adobe Pass within the rate that it allows for a device's address, and within the invocation's time. A call that gets no
 * turn is not made, and is answered as Adobe's own 429 would be; Adobe's 429 slows all calls for the address, whatever
 * instance they are for. A call is not made either if its answer might come too late to be stored: a client that Adobe
 * made would be lost, and a token's lease would stay until its end.
 */
public final class LimitedAuthorizationServer implements AuthorizationServer {
    /** The longest call takes 8 s (the bound of {@code UPSTREAM_TIMEOUT_SECONDS}); the rest is for storing its answer. */
    private static final Duration MIN_LEFT = Duration.ofSeconds(12);

    private final AuthorizationServer authorizationServer;
    private final Pacer pacer;
    private final Deadline deadline;
    private final Turn turn;

    /** How a call gets its turn. */
    @FunctionalInterface
    private interface Turn {
        /** Empty once the call may be made; else how long it would have to wait. */
        Optional<Duration> refused(Optional<ClientIp> ip);
    }

    private LimitedAuthorizationServer(
            AuthorizationServer authorizationServer, Pacer pacer, Deadline deadline, Turn turn) {
        this.authorizationServer = authorizationServer;
        this.pacer = pacer;
        this.deadline = deadline;
        this.turn = turn;
    }

    /** For calls that a caller waits for: counted, never delayed. */
    public static AuthorizationServer foreground(
            AuthorizationServer authorizationServer, Pacer pacer, Deadline deadline) {
        return new LimitedAuthorizationServer(authorizationServer, pacer, deadline, pacer::foreground);
    }

    /** For calls that nobody waits for: each waits for its turn. */
    public static AuthorizationServer background(
            AuthorizationServer authorizationServer, Pacer pacer, Deadline deadline) {
        return new LimitedAuthorizationServer(authorizationServer, pacer, deadline, pacer::background);
    }

    /** For calls whose turn has come already. */
    public static AuthorizationServer inTurn(AuthorizationServer authorizationServer, Pacer pacer, Deadline deadline) {
        return new LimitedAuthorizationServer(authorizationServer, pacer, deadline, _ -> Optional.empty());
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        return call(
                device,
                () -> authorizationServer.register(statement, redirectUri, device),
                RegistrationAnswer.Failed::new,
                answer -> answer instanceof RegistrationAnswer.Failed(Failure failure)
                        ? Optional.of(failure)
                        : Optional.empty());
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        return call(
                device,
                () -> authorizationServer.requestToken(credentials, device),
                TokenAnswer.Failed::new,
                answer -> answer instanceof TokenAnswer.Failed(Failure failure)
                        ? Optional.of(failure)
                        : Optional.empty());
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return call(
                device,
                () -> authorizationServer.callProtectedApi(token, serviceProvider, device),
                ProtectedApiAnswer.Failed::new,
                answer -> answer instanceof ProtectedApiAnswer.Failed(Failure failure)
                        ? Optional.of(failure)
                        : Optional.empty());
    }

    private <A> A call(
            Device device, Supplier<A> call, Function<Failure, A> failed, Function<A, Optional<Failure>> failure) {
        Optional<Duration> refused = turn.refused(device.ip());
        if (refused.isPresent()) {
            return failed.apply(new Failure.Throttled(refused.get()));
        }
        if (deadline.left().compareTo(MIN_LEFT) < 0) {
            return failed.apply(Failure.Unavailable.unsent("no_time_left"));
        }
        A answer = call.get();
        if (failure.apply(answer).orElse(null) instanceof Failure.Throttled(Duration pause)) {
            pacer.holdBack(device.ip(), pause);
        }
        return answer;
    }
}
