package io.claviger.core.breaker;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.breaker.CircuitBreaker.Permit;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Adobe Pass behind a circuit breaker. A call that the breaker refuses is not made and counts as unavailable: nothing
 * was sent. Silence is no answer in time, no connection, or a 5xx; a 429, a refusal and nonsense are answers.
 */
public final class CircuitBreakingAuthorizationServer implements AuthorizationServer {
    private final AuthorizationServer authorizationServer;
    private final CircuitBreaker breaker;

    public CircuitBreakingAuthorizationServer(AuthorizationServer authorizationServer, CircuitBreaker breaker) {
        this.authorizationServer = authorizationServer;
        this.breaker = breaker;
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        return call(
                breaker.askToRegister(),
                () -> authorizationServer.register(statement, redirectUri, device),
                RegistrationAnswer.Failed::new,
                answer -> answer instanceof RegistrationAnswer.Failed(Failure.Unavailable _));
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        return call(
                breaker.ask(),
                () -> authorizationServer.requestToken(credentials, device),
                TokenAnswer.Failed::new,
                answer -> answer instanceof TokenAnswer.Failed(Failure.Unavailable _));
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return call(
                breaker.ask(),
                () -> authorizationServer.callProtectedApi(token, serviceProvider, device),
                ProtectedApiAnswer.Failed::new,
                answer -> answer instanceof ProtectedApiAnswer.Failed(Failure.Unavailable _));
    }

    @Override
    public boolean refusesCalls() {
        return breaker.refusesCalls();
    }

    private <A> A call(Permit permit, Supplier<A> call, Function<Failure, A> failed, Predicate<A> silent) {
        if (permit instanceof Permit.Refused(String reason)) {
            return failed.apply(Failure.Unavailable.unsent(reason));
        }
        A answer = call.get();
        breaker.ended(permit, silent.test(answer));
        return answer;
    }
}
