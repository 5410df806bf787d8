package io.claviger.sandbox.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.entitlement.Profile;
import io.claviger.sandbox.state.SandboxState;
import java.util.List;

/**
 * A viewer's profile as the dashboard shows it. Times are ISO 8601.
 *
 * @param clientId empty for temporary access, which belongs to the device alone
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProfileView(
        String clientId,
        String deviceIdentifier,
        String serviceProvider,
        String mvpd,
        String viewer,
        String userId,
        String notBefore,
        String notAfter,
        String state) {
    private static final int MAX = 1_000;

    static List<ProfileView> newest(SandboxState state) {
        return state.profiles().newest(MAX).stream()
                .map(profile -> of(profile, state))
                .toList();
    }

    private static ProfileView of(Profile profile, SandboxState state) {
        var key = profile.key();
        return new ProfileView(
                key.clientId(),
                key.device(),
                key.serviceProvider(),
                key.provider().id(),
                profile.viewer(),
                profile.userId(),
                profile.notBefore().toString(),
                profile.notAfter().toString(),
                state.profiles().stateOf(profile).word());
    }
}
