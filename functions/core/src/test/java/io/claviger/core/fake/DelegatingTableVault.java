package io.claviger.core.fake;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.TableVault;
import java.util.Optional;

/** A vault in the table in front of another, for subclasses that change a method. */
public class DelegatingTableVault extends DelegatingVault implements TableVault {
    private final TableVault real;

    public DelegatingTableVault(TableVault real) {
        super(real);
        this.real = real;
    }

    @Override
    public Entry locate(InstanceKey key) {
        return real.locate(key);
    }

    @Override
    public WriteResult mark(InstanceKey key) {
        return real.mark(key);
    }

    @Override
    public WriteResult stage(InstanceKey key, ClientWithSecret client) {
        return real.stage(key, client);
    }

    @Override
    public StoredCredentials staged(InstanceKey key) {
        return real.staged(key);
    }

    @Override
    public WriteResult commit(InstanceKey key, ClientId client) {
        return real.commit(key, client);
    }

    @Override
    public WriteResult unstage(InstanceKey key) {
        return real.unstage(key);
    }

    @Override
    public WriteResult release(InstanceKey key, ClientId client) {
        return real.release(key, client);
    }

    @Override
    public WriteResult claim(InstanceKey key) {
        return real.claim(key);
    }

    @Override
    public Optional<StorageFailure> unclaim(InstanceKey key) {
        return real.unclaim(key);
    }
}
