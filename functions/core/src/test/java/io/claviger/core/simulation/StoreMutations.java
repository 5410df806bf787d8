package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.ApplicationStatus;
import io.claviger.core.application.Applications;
import io.claviger.core.application.Safeguards;
import io.claviger.core.application.StatusCache;
import io.claviger.core.application.StatusCache.KnownStatus;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Functions.Role;
import io.claviger.core.storage.StorageFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Stores without one of their guarantees. */
final class StoreMutations {
    private StoreMutations() {}

    /** A new device header takes the place of the accepted one. */
    static Mutation provedHeadersAreReplaced() {
        return RefreshStateMutations.mutatingInstances(real -> new DelegatingInstances(real) {
            @Override
            protected Instance toStore(Instance instance) {
                Device device = instance.device();
                return new Instance(
                        instance.key(),
                        instance.registration(),
                        instance.statement(),
                        instance.redirectUri(),
                        new Device(device.info(), device.ip()),
                        instance.token(),
                        instance.refreshState(),
                        instance.enrolment(),
                        instance.createdAt(),
                        instance.version());
            }
        });
    }

    static Mutation writesHaveNoCondition() {
        return new Mutation() {
            @Override
            public InMemoryInstances instances(Applications applications, InstantSource clock) {
                return new InMemoryInstances(applications, clock) {
                    @Override
                    public Optional<Instance> store(Instance changed) {
                        return Optional.of(overwrite(changed));
                    }
                };
            }
        };
    }

    /** The first write requires an absent item. Every later write overwrites. */
    static Mutation versionsAreIgnored() {
        return new Mutation() {
            @Override
            public InMemoryInstances instances(Applications applications, InstantSource clock) {
                return new InMemoryInstances(applications, clock) {
                    @Override
                    public Optional<Instance> store(Instance changed) {
                        return changed.version() == 0 ? super.store(changed) : Optional.of(overwrite(changed));
                    }
                };
            }
        };
    }

    static Mutation repeatedWriteIsTakenForRefused() {
        return new Mutation() {
            @Override
            public Ports mutate(Role role, Ports ports, InstantSource clock) {
                return ports.withInstances(new DelegatingInstances(ports.instances()) {
                    @Override
                    public Optional<Instance> store(Instance changed) {
                        try {
                            return super.store(changed);
                        } catch (WriteUnknown _) {
                            return Optional.empty();
                        }
                    }
                });
            }
        };
    }

    static Mutation applicationsHaveNoCondition() {
        return new Mutation() {
            @Override
            public InMemoryApplications applications() {
                return new InMemoryApplications() {
                    @Override
                    public Optional<Application> store(Application changed) {
                        return Optional.of(overwrite(changed));
                    }
                };
            }
        };
    }

    static Mutation quarantinesAreNotCounted() {
        return Mutation.of(
                Role.CHECK,
                (ports, _) -> ports.withApplications(new Applications() {
                    @Override
                    public Optional<Application> find(ApplicationId id) {
                        return ports.applications()
                                .find(id)
                                .map(application -> application.with(Safeguards.NONE.withProbe(
                                        application.safeguards().probeStopped())));
                    }

                    @Override
                    public List<Application> all() {
                        return ports.applications().all();
                    }

                    @Override
                    public Optional<Application> store(Application changed) {
                        return ports.applications().store(changed);
                    }

                    @Override
                    public boolean countEnrolment(ApplicationId id, Instant hour, int limit) {
                        return ports.applications().countEnrolment(id, hour, limit);
                    }
                }));
    }

    static Mutation createOverwrites() {
        return new Mutation() {
            @Override
            public InMemoryVault vault(InstantSource clock) {
                return new InMemoryVault(clock) {
                    @Override
                    public WriteResult create(InstanceKey key, ClientWithSecret client, String attemptId) {
                        write(key, client, attemptId);
                        return new WriteResult.Stored();
                    }
                };
            }
        };
    }

    static Mutation nothingIsRecoverable() {
        return new Mutation() {
            @Override
            public InMemoryVault vault(InstantSource clock) {
                return new InMemoryVault(clock) {
                    @Override
                    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
                        return super.discard(key, Duration.ZERO);
                    }
                };
            }
        };
    }

    /** The token function remembers a status for three times as long as a revocation waits. */
    static Mutation statusesAreRememberedTooLong() {
        return Mutation.of(
                Role.TOKEN,
                (ports, clock) -> ports.withApplications(new StaleStatuses(
                        ports.applications(),
                        new StatusCache(
                                ports::applications,
                                Ports.SETTINGS.tokenCacheAge().multipliedBy(2),
                                clock))));
    }

    private record StaleStatuses(Applications real, StatusCache known) implements Applications {
        @Override
        public boolean countEnrolment(ApplicationId id, Instant hour, int limit) {
            return real.countEnrolment(id, hour, limit);
        }

        @Override
        public Optional<ApplicationStatus> status(ApplicationId id) {
            return known.find(id).map(KnownStatus::status);
        }

        @Override
        public Optional<Application> find(ApplicationId id) {
            return real.find(id);
        }

        @Override
        public List<Application> all() {
            return real.all();
        }

        @Override
        public Optional<Application> store(Application changed) {
            return real.store(changed);
        }
    }
}
