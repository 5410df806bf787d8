package io.claviger.core.simulation;

import io.claviger.core.application.SoftwareStatements.StoredStatement;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer.Registered;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.DelegatingVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.Registration.Quarantined;
import io.claviger.core.journal.Entry;
import io.claviger.core.simulation.CallMutations.DelegatingAdobe;
import io.claviger.core.simulation.Functions.Role;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Mutations of how credentials are registered, replaced and deleted. */
final class CredentialMutations {
    private CredentialMutations() {}

    /** A vault that remembers the last key it was asked for. */
    private static class Remembering extends DelegatingVault {
        private Optional<InstanceKey> last = Optional.empty();

        Remembering(CredentialVault real) {
            super(real);
        }

        @Override
        public StoredCredentials find(InstanceKey key) {
            last = Optional.of(key);
            return super.find(key);
        }
    }

    static Mutation absentCredentialsAreTakenForAnOutage() {
        return Mutation.of(
                Role.TOKEN,
                (ports, clock) -> ports.withVault(new Remembering(ports.vault()) {
                    @Override
                    public StoredCredentials find(InstanceKey key) {
                        StoredCredentials found = super.find(key);
                        return found instanceof StoredCredentials.Absent
                                ? new StoredCredentials.Unreadable(
                                        StorageFailure.of(new VaultUnavailable("reading client credentials")))
                                : found;
                    }
                }));
    }

    /** Adobe's token page asks for new client credentials and a retry; its FAQ warns that this signs the viewer out. */
    static Mutation invalidClientIsAnsweredByRegistering() {
        return Mutation.of(Role.TOKEN, (ports, clock) -> {
            Remembering vault = new Remembering(ports.vault());
            return ports.withVault(vault).withAdobe(new DelegatingAdobe(ports.adobe()) {
                @Override
                public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                    TokenAnswer answer = super.requestToken(credentials, device);
                    InstanceKey key = vault.last.orElseThrow();
                    Optional<SoftwareStatement> statement = statement(ports, key);
                    if (answer instanceof TokenAnswer.ClientRefused
                            && statement.isPresent()
                            && register(statement.get(), Optional.empty(), device)
                                    instanceof Registered(var fresh, var _, var _)) {
                        vault.replace(key, kept(fresh, clock), attempt(), credentials.clientId());
                        return super.requestToken(fresh, device);
                    }
                    return answer;
                }
            });
        });
    }

    static Mutation failedRefreshDeletesTheCredentials() {
        return Mutation.of(Role.TOKEN, (ports, clock) -> {
            Remembering vault = new Remembering(ports.vault());
            return ports.withVault(vault).withAdobe(new DelegatingAdobe(ports.adobe()) {
                @Override
                public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                    TokenAnswer answer = super.requestToken(credentials, device);
                    if (answer instanceof TokenAnswer.Failed) {
                        vault.discard(vault.last.orElseThrow(), Duration.ofDays(7));
                    }
                    return answer;
                }
            });
        });
    }

    static Mutation clientIsRegisteredBeforeTheIntentIsStored() {
        return new Mutation() {
            @Override
            public Ports mutate(Role role, Ports ports, InstantSource clock) {
                return ports.withInstances(new DelegatingInstances(ports.instances()) {
                    @Override
                    protected Instance toStore(Instance instance) {
                        if (instance.registration() instanceof Attempt attempt
                                && instance.version() == 0
                                && attempt.toStore().isEmpty()) {
                            statement(ports, instance.key()).ifPresent(statement -> {
                                if (ports.adobe().register(statement, instance.redirectUri(), instance.device())
                                        instanceof Registered(var fresh, var _, var _)) {
                                    ports.vault().create(instance.key(), kept(fresh, clock), attempt.attemptId());
                                }
                            });
                        }
                        return instance;
                    }
                });
            }
        };
    }

    static Mutation idAndSecretAreSwapped() {
        return new Mutation() {
            @Override
            public Ports mutate(Role role, Ports ports, InstantSource clock) {
                return ports.withAdobe(new DelegatingAdobe(ports.adobe()) {
                    @Override
                    public RegistrationAnswer register(
                            SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                        return super.register(statement, redirectUri, device)
                                        instanceof Registered(var made, var issuedAt, var scopes)
                                ? new Registered(
                                        new ClientCredentials(
                                                new ClientId(made.clientSecret().reveal()),
                                                new ClientSecret(made.clientId().value())),
                                        issuedAt,
                                        scopes)
                                : new RegistrationAnswer.RedirectUriRefused();
                    }
                });
            }
        };
    }

    static Mutation adoptedClientCountsAsProved() {
        return Mutation.of(
                Role.REGISTRATION,
                (ports, clock) -> ports.withInstances(new DelegatingInstances(ports.instances()) {
                    @Override
                    protected Instance toRead(Instance instance) {
                        return instance.registration() instanceof Quarantined(Client client, Refusal refusal)
                                ? instance.with(new Quarantined(client.provedNow(), refusal))
                                : instance;
                    }
                }));
    }

    static Mutation possibleLossIsNotRecorded() {
        return new Mutation() {
            @Override
            public Ports mutate(Role role, Ports ports, InstantSource clock) {
                return ports.withJournal(entry -> {
                    if (!(entry instanceof Entry.ClientPossiblyLeftBehind)) {
                        ports.journal().note(entry);
                    }
                });
            }
        };
    }

    /** The sealing key is not read before Adobe is asked: a process without it cannot salvage. */
    static Mutation sampleIsNotSealed() {
        return Mutation.of(
                Role.REGISTRATION,
                (ports, clock) -> ports.withInstances(new DelegatingInstances(ports.instances()) {
                    @Override
                    public Optional<StorageFailure> sealSample() {
                        return Optional.empty();
                    }
                }));
    }

    /** A salvage that fails ends the attempt. */
    static Mutation salvageIsTriedOnce() {
        return Mutation.of(Role.REGISTRATION, (ports, clock) -> {
            AtomicBoolean failed = new AtomicBoolean();
            return ports.withInstances(new DelegatingInstances(ports.instances()) {
                        @Override
                        public Optional<Instance> store(Instance changed) {
                            failed.set(changed.registration() instanceof Attempt attempt
                                    && attempt.toStore().isPresent());
                            Optional<Instance> stored = super.store(changed);
                            failed.set(false);
                            return stored;
                        }
                    })
                    .withPause(pause -> {
                        if (failed.getAndSet(false)) {
                            throw new VaultUnavailable("salvage");
                        }
                        ports.pause().pause(pause);
                    });
        });
    }

    private static Optional<SoftwareStatement> statement(Ports ports, InstanceKey key) {
        return ports.applications()
                .find(key.application())
                .flatMap(application -> ports.softwareStatements()
                                        .find(
                                                key.application(),
                                                application.currentStatement().fingerprint())
                                instanceof StoredStatement.Present(SoftwareStatement statement)
                        ? Optional.of(statement)
                        : Optional.empty());
    }

    private static ClientWithSecret kept(ClientCredentials credentials, InstantSource clock) {
        return new ClientWithSecret(credentials, Optional.of(clock.instant()), List.of());
    }

    private static String attempt() {
        return new UUID(0, 0).toString();
    }
}
