package io.claviger.core.simulation;

import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Script.Scene;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What Adobe does, and what befalls it. */
final class Weather {
    private final World world;
    private final SplittableRandom random;

    Weather(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /** @param what 84 to 99, which share of scenes it is */
    Scene scene(Supplier<Duration> gap, Cast.App app, InstanceKey key, int what) {
        SoftwareStatement statement = app.statements().get(random.nextInt(3) / 2);
        Set<Endpoint> shows = somewhere();
        Duration outage = Duration.ofSeconds(random.nextInt(300));
        boolean again = random.nextBoolean();
        if (what < 88) {
            return new Scene(gap, "Adobe revokes " + statement.fingerprint() + " at " + shows, () -> {
                world.adobe().statement(statement.fingerprint()).revoke(shows);
                world.faults().happened(Fault.STATEMENT_REVOKED);
            });
        } else if (what < 93) {
            return new Scene(gap, "Adobe reinstates " + statement.fingerprint(), () -> {
                world.adobe().statement(statement.fingerprint()).reinstate();
                world.faults().happened(Fault.STATEMENT_REINSTATED);
            });
        } else if (what < 95) {
            InstanceKey victim = random.nextInt(4) == 0 ? InstanceKey.canaryOf(app.id(), statement.fingerprint()) : key;
            return new Scene(gap, "Adobe removes the client of " + victim, () -> remove(victim));
        } else if (what < 98) {
            return new Scene(gap, "Adobe is down for " + outage, () -> {
                if (!world.faults().calm()) {
                    world.lineToAdobe().goDownFor(outage);
                    world.faults().happened(Fault.OUTAGE);
                }
            });
        }
        return new Scene(gap, "Adobe gives the same token again: " + again, () -> {
            world.adobe().givesTheSameTokenAgain(again);
            world.faults().happened(Fault.SAME_TOKEN_AGAIN);
        });
    }

    private void remove(InstanceKey victim) {
        world.vault()
                .secret(victim)
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()))
                .ifPresent(client -> {
                    client.kill();
                    world.faults().happened(Fault.CLIENT_REMOVED);
                });
    }

    private Set<Endpoint> somewhere() {
        Set<Endpoint> shows = EnumSet.noneOf(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            if (random.nextBoolean()) {
                shows.add(endpoint);
            }
        }
        return shows.isEmpty() ? EnumSet.allOf(Endpoint.class) : shows;
    }
}
