package io.claviger.core.refresh;

import io.claviger.core.authorizationserver.AuthorizationServer;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Adobe Pass for background calls, at the pace that it allows for a device's address. A call that cannot be made soon
 * enough is not made, and gets the result that Adobe's own 429 would have.
 */
public final class PacedAuthorizationServer implements AuthorizationServer {
    private final AuthorizationServer authorizationServer;
    private final Pacer pacer;

    public PacedAuthorizationServer(AuthorizationServer authorizationServer, Pacer pacer) {
        this.authorizationServer = authorizationServer;
        this.pacer = pacer;
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        return inTurn(
                device,
                () -> authorizationServer.register(statement, redirectUri, device),
                RegistrationAnswer.Failed::new);
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        return inTurn(device, () -> authorizationServer.requestToken(credentials, device), TokenAnswer.Failed::new);
    }

    @Override
    public ProtectedApiAnswer show(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return inTurn(
                device, () -> authorizationServer.show(token, serviceProvider, device), ProtectedApiAnswer.Failed::new);
    }

    private <A> A inTurn(Device device, Supplier<A> call, Function<Failure, A> failed) {
        return pacer.inTurn(device, call).orElseGet(() -> failed.apply(new Failure.Throttled(pacer.maxWait())));
    }
}
