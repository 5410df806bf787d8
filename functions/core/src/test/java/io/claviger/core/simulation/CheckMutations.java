package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration.Active;
import io.claviger.core.simulation.CallMutations.DelegatingAdobe;
import io.claviger.core.simulation.Functions.Role;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Mutations of how statements are checked, and of what is proved before an application is stored. */
final class CheckMutations {
    private CheckMutations() {}

    /** A check believes that its own lease lasts. */
    static Mutation leaseIsNotRenewed() {
        return Mutation.of(
                Role.CHECK,
                (ports, _) -> ports.withInstances(new DelegatingInstances(ports.instances()) {
                    private final Set<String> own = new HashSet<>();

                    @Override
                    protected Instance toStore(Instance instance) {
                        instance.refreshState().lease().map(Lease::owner).ifPresent(own::add);
                        return instance;
                    }

                    @Override
                    public Optional<Instance> find(InstanceKey key) {
                        return super.find(key).map(this::lasting);
                    }

                    @Override
                    public Optional<Instance> update(InstanceKey key, Function<Instance, Optional<Instance>> change) {
                        return ports.instances().update(key, change);
                    }

                    private Instance lasting(Instance instance) {
                        return instance.refreshState()
                                .lease()
                                .filter(lease -> own.contains(lease.owner()))
                                .map(lease -> instance.leasedTo(
                                        new Lease(lease.owner(), lease.until().plus(Duration.ofMinutes(10)))))
                                .orElse(instance);
                    }
                }));
    }

    /** A canary that the vault does not hold is taken for a new one. */
    static Mutation lostCanariesAreNotReplaced() {
        return Mutation.of(
                Role.CHECK,
                (ports, clock) -> ports.withInstances(new DelegatingInstances(ports.instances()) {
                    @Override
                    protected Instance toRead(Instance instance) {
                        return instance.key().isCanary() && instance.registration() instanceof Active(Client client)
                                ? instance.with(new Active(
                                        new Client(client.id(), Optional.of(clock.instant()), client.scopes())))
                                : instance;
                    }
                }));
    }

    static Mutation probeNeverStops() {
        return new Mutation() {
            @Override
            public InMemoryApplications applications() {
                return new InMemoryApplications() {
                    @Override
                    public Optional<Application> store(Application changed) {
                        return super.store(changed.with(changed.safeguards().withProbe(false)));
                    }
                };
            }
        };
    }

    /** An operator's redirect URI is stored as it comes. */
    static Mutation redirectUrisAreNotProved() {
        return Mutation.of(
                Role.REGISTRATION,
                (ports, _) -> ports.withAdobe(new DelegatingAdobe(ports.adobe()) {
                    @Override
                    public RegistrationAnswer register(
                            SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                        boolean proves = device.equals(Device.CLAVIGER)
                                && redirectUri.filter(ClientInvariants::isProbe).isEmpty();
                        return super.register(statement, proves ? Optional.empty() : redirectUri, device);
                    }
                }));
    }

    static Mutation failedProofsAreForgotten() {
        return new Mutation() {
            @Override
            public boolean forgets() {
                return true;
            }
        };
    }
}
