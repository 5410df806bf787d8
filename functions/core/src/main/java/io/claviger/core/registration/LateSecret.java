package io.claviger.core.registration;

import io.claviger.core.Poller;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.ports.Platform;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells a lost secret from a new one that reads still miss: Secrets Manager is eventually consistent. The client's age
 * does not tell, because a salvaged client is stored long after it was issued.
 */
public final class LateSecret {
    private static final Duration VISIBILITY_DELAY = Duration.ofSeconds(5);

    private final CredentialVault vault;
    private final RegistrationPolicy policy;
    private final Poller poller;

    public LateSecret(CredentialVault vault, RegistrationPolicy policy, Platform platform) {
        this.vault = vault;
        this.policy = policy;
        this.poller = new Poller(platform.pause(), platform.clock());
    }

    /** Whether a secret that was not found is found within five seconds. */
    public boolean appears(InstanceKey key) {
        return poller.until(
                        VISIBILITY_DELAY,
                        policy.poll(),
                        () -> Optional.of(vault.find(key)).filter(StoredCredentials.Present.class::isInstance))
                .isPresent();
    }
}
