package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What happens in a run, and when: drawn from the seed before the run begins, so that any part can be left out. */
final class Script {
    private static final Duration[] MIN_TTLS = {
        Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60), Duration.ofHours(1)
    };
    private static final Duration[] LIVES = {
        Duration.ofSeconds(4),
        Duration.ofSeconds(8),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofHours(6),
        Duration.ofHours(24)
    };

    /** One thing that happens, so long after the one before; how long is known when that has happened. */
    record Scene(Supplier<Duration> gap, String name, Runnable play) {}

    private final World world;
    private final Cast cast;
    private final SplittableRandom random;
    private final Weather weather;
    private final Gaps gaps;

    Script(World world, Cast cast, SplittableRandom random) {
        this.world = world;
        this.cast = cast;
        this.random = random;
        this.weather = new Weather(world, random);
        this.gaps = new Gaps(world, random);
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
        Supplier<Duration> gap = gaps.gap();
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
        return weather.scene(gap, app, key, what);
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
                        .ifPresent(statement -> world.processes()
                                .start(
                                        Operations.adopt(
                                                world, key, world.adobe().registerByItself(statement), device),
                                        _ -> {})));
    }

    private Scene one(Supplier<Duration> gap, Operation operation) {
        return new Scene(gap, operation.toString(), () -> world.processes().start(operation, _ -> {}));
    }

    /** Often several ask for the same at once. */
    private Scene crowd(Supplier<Duration> gap, Operation operation) {
        int size = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
        Duration apart = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(900));
        return new Scene(gap, size + " x " + operation, () -> {
            for (int i = 0; i < size; i++) {
                world.scheduler()
                        .spawn(apart.multipliedBy(i), () -> world.processes().start(operation, _ -> {}));
            }
        });
    }
}
