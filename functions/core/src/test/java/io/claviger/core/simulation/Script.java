package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.instance.HeldToken;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What happens in a run, and when: drawn from the seed before the run begins, so that any part can be left out. */
final class Script {
    private static final Duration[] MIN_TTLS = {
        Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60), Duration.ofHours(1)
    };
    private static final Duration[] LIVES = {
        Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofHours(24)
    };

    /** One thing that happens, so long after the one before; how long is known when that has happened. */
    record Scene(Supplier<Duration> gap, String name, Runnable play) {}

    private final World world;
    private final Cast cast;
    private final SplittableRandom random;

    Script(World world, Cast cast, SplittableRandom random) {
        this.world = world;
        this.cast = cast;
        this.random = random;
    }

    List<Scene> scenes() {
        world.adobe().tokensLive(LIVES[random.nextInt(LIVES.length)]);
        world.adobe().clockIsAheadBy(Duration.ofSeconds(random.nextInt(580) - 290));
        List<Scene> scenes = new ArrayList<>();
        int count = 15 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            scenes.add(scene());
        }
        return scenes;
    }

    private Scene scene() {
        InstanceKey key = cast.instances()
                .get(random.nextInt(1 + random.nextInt(cast.instances().size())));
        Cast.App app = cast.app(key.application());
        Device device = cast.devices().get(random.nextInt(cast.devices().size()));
        Supplier<Duration> gap = gap();
        int what = random.nextInt(100);
        if (what < 32) {
            Duration minTtl = MIN_TTLS[random.nextInt(MIN_TTLS.length)];
            return crowd(gap, Operations.vend(world, key, minTtl, device));
        } else if (what < 52) {
            Optional<RedirectUri> redirect = random.nextInt(8) == 0 ? Optional.of(app.redirectUri()) : Optional.empty();
            return crowd(gap, Operations.register(world, key, redirect, device, random.nextInt(4) == 0));
        } else if (what < 56) {
            return crowd(gap, Operations.report(world, key));
        } else if (what < 60) {
            return one(gap, Operations.deregister(world, key));
        } else if (what < 63) {
            return one(gap, Operations.restore(world, key));
        } else if (what < 66) {
            return adoption(gap, app, key, device);
        } else if (what < 74) {
            return crowd(gap, Operations.sweep(app.id()));
        } else if (what < 82) {
            return crowd(gap, Operations.check(world, app.id()));
        } else if (what < 84) {
            return one(gap, Operations.storeApplication(world, app.wish(random.nextInt(2))));
        }
        return weather(gap, app, key, what);
    }

    private Scene weather(Supplier<Duration> gap, Cast.App app, InstanceKey key, int what) {
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

    private Scene adoption(Supplier<Duration> gap, Cast.App app, InstanceKey key, Device device) {
        return new Scene(
                gap,
                "ADOPT",
                () -> world.applications()
                        .find(app.id())
                        .flatMap(known -> app.statements().stream()
                                .filter(statement -> statement
                                        .fingerprint()
                                        .equals(known.currentStatement().fingerprint()))
                                .findFirst())
                        .ifPresent(statement -> world.start(
                                Operations.adopt(world, key, world.adobe().registerByItself(statement), device),
                                _ -> {})));
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

    private Scene one(Supplier<Duration> gap, Operation operation) {
        return new Scene(gap, operation.toString(), () -> world.start(operation, _ -> {}));
    }

    /** Often several ask for the same at once. */
    private Scene crowd(Supplier<Duration> gap, Operation operation) {
        int size = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
        Duration apart = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(900));
        return new Scene(gap, size + " x " + operation, () -> {
            for (int i = 0; i < size; i++) {
                world.scheduler().spawn(apart.multipliedBy(i), () -> world.start(operation, _ -> {}));
            }
        });
    }

    private Supplier<Duration> gap() {
        int how = random.nextInt(100);
        if (how < 45) {
            Duration moment = Duration.ofMillis(random.nextInt(60));
            return () -> moment;
        } else if (how < 65) {
            Duration pause = Duration.ofMillis(random.nextInt(30_000));
            return () -> pause;
        } else if (how < 75) {
            Duration some = Duration.ofSeconds(random.nextInt(1_200));
            return () -> some;
        } else if (how < 96) {
            int which = random.nextInt(Integer.MAX_VALUE);
            Duration off = Duration.ofMillis(random.nextInt(8_000) - 4_000L);
            return () -> until(which, off);
        }
        Duration age = Duration.ofHours(random.nextInt(750));
        return () -> age;
    }

    /** To about when something ends or falls due, where most can go wrong. */
    private Duration until(int which, Duration off) {
        Instant now = world.scheduler().instant();
        List<Instant> moments = world.instances().all().stream()
                .flatMap(Script::moments)
                .map(moment -> moment.plus(off))
                .filter(now::isBefore)
                .toList();
        return moments.isEmpty()
                ? Duration.ofSeconds(which % 10)
                : Duration.between(now, moments.get(which % moments.size()));
    }

    private static Stream<Instant> moments(Instance instance) {
        Stream<Optional<Instant>> moments = Stream.of(
                instance.token().map(HeldToken::expiresAt),
                instance.token().map(HeldToken::expiresAt),
                instance.token().map(HeldToken::refreshAfter),
                instance.upkeep().coolDownUntil(),
                instance.upkeep().lease().map(Lease::until),
                ends(instance.registration()));
        return moments.flatMap(Optional::stream);
    }

    private static Optional<Instant> ends(Registration registration) {
        return switch (registration) {
            case Registration.Attempt attempt -> Optional.of(attempt.leaseUntil());
            case Registration.Deregistered(var _, Instant until) -> Optional.of(until);
            case Registration.Active _, Registration.Suspect _, Registration.Quarantined _ -> Optional.empty();
        };
    }
}
