package io.claviger.core.fake;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import java.time.Duration;
import java.util.Optional;

/** A vault in front of another, for subclasses that change a method. */
public class DelegatingVault implements CredentialVault {
    private final CredentialVault real;

    public DelegatingVault(CredentialVault real) {
        this.real = real;
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return real.find(key);
    }

    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
        return real.create(key, client, attemptId);
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
        return real.replace(key, client, attemptId, replaced);
    }

    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        return real.discard(key, recoveryWindow);
    }

    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        return real.restore(key);
    }
}
