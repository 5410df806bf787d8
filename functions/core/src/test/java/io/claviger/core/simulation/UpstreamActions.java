package io.claviger.core.simulation;

import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.RegisteredClient;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.AwsOutages.Service;
import io.claviger.core.simulation.Workload.Action;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What happens to Claviger: revocations, removed clients, secrets deleted by hand, outages. */
final class UpstreamActions {
    private static final Duration RECOVERY_WINDOW = Duration.ofDays(7);
    private static final Duration MAX_PROBE_DELAY = Duration.ofMinutes(2);

    private final World world;
    private final SplittableRandom random;

    UpstreamActions(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /** @param what 84 to 99: the draw that selects the action */
    Action action(Supplier<Duration> delay, Population.App app, InstanceKey key, int what) {
        SoftwareStatement statement = app.statements().get(random.nextInt(3) / 2);
        Set<Endpoint> shows = someEndpoints();
        Duration outage = Duration.ofSeconds(random.nextInt(300));
        boolean again = random.nextBoolean();
        if (what < 88) {
            return new Action(delay, "Adobe revokes " + statement.fingerprint() + " at " + shows, () -> {
                world.adobe().statement(statement.fingerprint()).revoke(shows);
                world.faults().count(Fault.STATEMENT_REVOKED);
            });
        } else if (what == 92) {
            return new Action(
                    delay,
                    "somebody deletes the secret of " + key + (again ? " by force" : ""),
                    () -> deleteSecret(key, again));
        } else if (what < 93) {
            return new Action(delay, "Adobe reinstates " + statement.fingerprint(), () -> {
                world.adobe().statement(statement.fingerprint()).reinstate();
                world.faults().count(Fault.STATEMENT_REINSTATED);
            });
        } else if (what < 95) {
            InstanceKey victim = random.nextInt(4) == 0 ? InstanceKey.canaryOf(app.id(), statement.fingerprint()) : key;
            return new Action(delay, "Adobe removes the client of " + victim, () -> remove(victim));
        } else if (what == 97) {
            Set<Service> services = someServices();
            return new Action(delay, services + " are down for " + outage, () -> {
                if (!world.faults().faultless()) {
                    world.outages().begin(services, outage);
                    world.faults().count(Fault.AWS_OUTAGE);
                }
            });
        } else if (what == 96) {
            return new Action(delay, "Adobe hangs for " + outage, () -> {
                if (!world.faults().faultless()) {
                    world.adobeConnection().hangFor(outage);
                    world.faults().count(Fault.HANG);
                }
            });
        } else if (what < 96) {
            return new Action(delay, "Adobe is down for " + outage, () -> {
                if (!world.faults().faultless()) {
                    world.adobeConnection().goDownFor(outage);
                    world.faults().count(Fault.OUTAGE);
                }
            });
        }
        return new Action(delay, "Adobe gives the same token again: " + again, () -> {
            world.adobe().givesTheSameTokenAgain(again);
            world.faults().count(Fault.SAME_TOKEN_AGAIN);
        });
    }

    private void remove(InstanceKey victim) {
        world.vault()
                .secret(victim)
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()))
                .filter(client -> !victim.isCanary() || isProbed(client))
                .ifPresent(client -> {
                    client.kill();
                    world.faults().count(Fault.CLIENT_REMOVED);
                });
    }

    /** A check probes its new canary at once, even if its process stood still: only a revocation explains its refusal. */
    private boolean isProbed(RegisteredClient client) {
        return client.madeAt().plus(MAX_PROBE_DELAY).isBefore(world.scheduler().instant());
    }

    /** By force, or within a recovery window as the console does it. */
    private void deleteSecret(InstanceKey key, boolean byForce) {
        world.vault().secret(key).ifPresent(kept -> {
            world.credentialInvariants()
                    .deletedByHand(key, kept.client().credentials().clientId());
            if (byForce) {
                world.vault().windowEnds(key);
            } else {
                world.vault().discard(key, RECOVERY_WINDOW);
            }
            world.faults().count(Fault.SECRET_DELETED);
        });
    }

    private Set<Service> someServices() {
        Set<Service> services = EnumSet.noneOf(Service.class);
        for (Service service : Service.values()) {
            if (random.nextBoolean()) {
                services.add(service);
            }
        }
        return services;
    }

    private Set<Endpoint> someEndpoints() {
        Set<Endpoint> shows = EnumSet.noneOf(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            if (random.nextBoolean()) {
                shows.add(endpoint);
            }
        }
        return shows.isEmpty() ? EnumSet.allOf(Endpoint.class) : shows;
    }
}
