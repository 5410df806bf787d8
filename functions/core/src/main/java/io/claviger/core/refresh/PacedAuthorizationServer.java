package io.claviger.core.refresh;

import io.claviger.core.Pause;
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
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Adobe Pass at a device's pace, for calls that nobody waits for: each takes the next free place, and one for which there is
 * none soon enough is answered like Adobe's own 429, without being made.
 */
public final class PacedAuthorizationServer implements AuthorizationServer {
    private final AuthorizationServer paced;
    private final DevicePacing pacing;
    private final Duration maxWait;
    private final Pause pause;

    /** @param maxWait how long to wait at most for a free place */
    public PacedAuthorizationServer(AuthorizationServer paced, DevicePacing pacing, Duration maxWait, Pause pause) {
        this.paced = paced;
        this.pacing = pacing;
        this.maxWait = maxWait;
        this.pause = pause;
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        return inTurn(device, () -> paced.register(statement, redirectUri, device), RegistrationAnswer.Failed::new);
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        return inTurn(device, () -> paced.requestToken(credentials, device), TokenAnswer.Failed::new);
    }

    @Override
    public ProtectedApiAnswer show(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return inTurn(device, () -> paced.show(token, serviceProvider, device), ProtectedApiAnswer.Failed::new);
    }

    private <A> A inTurn(Device device, Supplier<A> call, Function<Failure, A> outOfTurn) {
        Optional<Duration> place = pacing.reserve(device.ip(), maxWait);
        if (place.isEmpty()) {
            return outOfTurn.apply(new Failure.Throttled(maxWait));
        }
        if (place.get().isPositive()) {
            pause.pause(place.get());
        }
        return call.get();
    }
}
