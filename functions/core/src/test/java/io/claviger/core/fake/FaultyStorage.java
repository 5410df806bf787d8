package io.claviger.core.fake;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault;
import java.time.Duration;
import java.util.Optional;

/** Storage of one process that fails in chosen steps, in particular from Adobe's answer to a registration on. */
public final class FaultyStorage {
    private boolean sealingFails;
    private boolean vaultFailsAfterRegistering;
    private boolean vaultThrowsAfterRegistering;
    private boolean registered;
    private int failingSalvages;
    private Optional<Runnable> afterLostSalvage = Optional.empty();

    public void sealingFails(boolean now) {
        sealingFails = now;
    }

    /** Sets whether the vault answers with a failure once Adobe has registered a client. */
    public void vaultFailsAfterRegistering(boolean now) {
        vaultFailsAfterRegistering = now;
    }

    /** Sets whether the vault throws once Adobe has registered a client. */
    public void vaultThrowsAfterRegistering(boolean now) {
        vaultThrowsAfterRegistering = now;
    }

    /** The next {@code times} writes of a salvaged client throw. */
    public void salvagesFail(int times) {
        failingSalvages = times;
    }

    /** The next write of a salvaged client is done, then other processes act, and then it throws. */
    public void salvageIsDoneButFails(Runnable meanwhile) {
        afterLostSalvage = Optional.of(meanwhile);
    }

    public Ports around(Ports ports) {
        return ports.withInstances(instances(ports.instances()))
                .withVault(vault(ports.vault()))
                .withAdobe(adobe(ports.adobe()));
    }

    private AuthorizationServer adobe(AuthorizationServer real) {
        return new AuthorizationServer() {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                RegistrationAnswer answer = real.register(statement, redirectUri, device);
                registered |= answer instanceof RegistrationAnswer.Registered;
                return answer;
            }

            @Override
            public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                return real.requestToken(credentials, device);
            }

            @Override
            public ProtectedApiAnswer callProtectedApi(
                    AccessToken token, ServiceProvider serviceProvider, Device device) {
                return real.callProtectedApi(token, serviceProvider, device);
            }
        };
    }

    private CredentialVault vault(CredentialVault real) {
        return new CredentialVault() {
            private Optional<StorageFailure> failure() {
                if (registered && vaultThrowsAfterRegistering) {
                    throw new IllegalStateException("the keyset is unreadable");
                }
                return registered && vaultFailsAfterRegistering
                        ? Optional.of(StorageFailure.of(new VaultUnavailable("the vault is down")))
                        : Optional.empty();
            }

            @Override
            public StoredCredentials find(InstanceKey key) {
                return failure()
                        .<StoredCredentials>map(StoredCredentials.Unreadable::new)
                        .orElseGet(() -> real.find(key));
            }

            @Override
            public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
                return failure()
                        .<WriteResult>map(WriteResult.Failed::new)
                        .orElseGet(() -> real.create(key, client, attemptId));
            }

            @Override
            public WriteResult replace(InstanceKey key, ClientWithSecret client, String attemptId, ClientId replaced) {
                return failure()
                        .<WriteResult>map(WriteResult.Failed::new)
                        .orElseGet(() -> real.replace(key, client, attemptId, replaced));
            }

            @Override
            public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
                return failure().or(() -> real.discard(key, recoveryWindow));
            }

            @Override
            public Optional<StorageFailure> restore(InstanceKey key) {
                return failure().or(() -> real.restore(key));
            }
        };
    }

    private Instances instances(Instances real) {
        return new DelegatingInstances(real) {
            @Override
            public Optional<Instance> store(Instance changed) {
                if (!(changed.registration() instanceof Attempt attempt)
                        || attempt.toStore().isEmpty()) {
                    return real.store(changed);
                }
                if (failingSalvages > 0) {
                    failingSalvages--;
                    throw new IllegalStateException("the table is short of capacity");
                }
                Optional<Instance> stored = real.store(changed);
                Optional<Runnable> meanwhile = afterLostSalvage;
                afterLostSalvage = Optional.empty();
                meanwhile.ifPresent(others -> {
                    others.run();
                    throw new IllegalStateException("the answer is lost");
                });
                return stored;
            }

            @Override
            public Optional<StorageFailure> sealSample() {
                return sealingFails
                        ? Optional.of(StorageFailure.of(new VaultUnavailable("the keyset cannot be read")))
                        : real.sealSample();
            }
        };
    }
}
