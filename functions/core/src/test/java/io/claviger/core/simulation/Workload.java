package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The actions of a run, drawn from the seed before it begins, so that the shrinker can leave out any of them. */
final class Workload {
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

    /** One registration in so many tells nothing about its device: nothing is sealed before the client is. */
    private static final int BARE = 3;

    private static final int MAX_VENDS = 30;

    /** As long as any process may remember a status by mistake. */
    private static final int VENDS_AFTER_CHECK = 6;

    private static final Duration AFTER_CHECK = Duration.ofMillis(400);

    /** One call in so many comes with a device header that Adobe refuses. */
    private static final int BAD_HEADERS = 6;

    /** One step of the workload. Its delay is computed after the previous action has started. */
    record Action(Supplier<Duration> delay, String name, Runnable body) {}

    private final World world;
    private final Population population;
    private final SplittableRandom random;
    private final UpstreamActions upstream;
    private final CanaryActions canaries;
    private final EnrolmentActions enrolments;
    private final AdoptionActions adoptions;
    private final MoveActions moves;
    private final Delays delays;

    Workload(World world, Population population, SplittableRandom random) {
        this.world = world;
        this.population = population;
        this.random = random;
        this.upstream = new UpstreamActions(world, random);
        this.canaries = new CanaryActions(world, random);
        this.enrolments = new EnrolmentActions(world, random);
        this.adoptions = new AdoptionActions(world, random);
        this.moves = new MoveActions(world);
        this.delays = new Delays(world, random);
    }

    List<Action> actions() {
        world.adobe().tokensLive(LIVES[random.nextInt(LIVES.length)]);
        world.adobe().clockIsAheadBy(Duration.ofSeconds(random.nextInt(580) - 290));
        List<Action> actions = new ArrayList<>();
        int count = 15 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            actions.add(action());
        }
        return actions;
    }

    private Action action() {
        InstanceKey key = population
                .instances()
                .get(random.nextInt(1 + random.nextInt(population.instances().size())));
        Population.App app = population.app(key.application());
        Device device = device();
        Supplier<Duration> delay = delays.next();
        int what = random.nextInt(128);
        if (what < 32) {
            Duration minTtl = MIN_TTLS[random.nextInt(MIN_TTLS.length)];
            return concurrent(delay, Operations.vend(world, key, minTtl, device));
        } else if (what < 52) {
            Optional<RedirectUri> redirect = random.nextInt(8) == 0 ? Optional.of(app.redirectUri()) : Optional.empty();
            Device caller = random.nextInt(BARE) == 0 ? Device.NONE : device;
            return concurrent(delay, Operations.register(world, key, redirect, caller, random.nextInt(4) == 0));
        } else if (what < 56) {
            return concurrent(delay, Operations.report(world, key));
        } else if (what < 60) {
            return single(delay, Operations.deregister(world, key));
        } else if (what < 63) {
            return single(delay, Operations.restore(world, key));
        } else if (what < 66) {
            return adoptions.action(delay, app, key, device);
        } else if (what < 74) {
            return concurrent(delay, Operations.sweep(app.id()));
        } else if (what < 82) {
            return random.nextInt(4) == 0
                    ? watchedCheck(delay, app, key, device)
                    : concurrent(delay, Operations.check(world, app.id()));
        } else if (what < 84) {
            return concurrent(
                    delay, Operations.storeApplication(world, app.command(random.nextInt(2), random.nextInt(3))));
        } else if (what >= 106) {
            return what < 122 ? enrolments.action(delay, app, key, device, what) : moves.action(delay, key, random);
        } else if (what >= 100) {
            return canaries.action(delay, app, what);
        }
        return upstream.action(delay, app, key, what);
    }

    private Device device() {
        List<Device> from = random.nextInt(BAD_HEADERS) == 0 ? population.refusedDevices() : population.devices();
        return from.get(random.nextInt(from.size()));
    }

    private Action single(Supplier<Duration> delay, Operation operation) {
        return new Action(delay, operation.toString(), () -> world.processes().start(operation, _ -> {}));
    }

    /** A viewer's app asks every second during a check, and more often just after its end. */
    private Action watchedCheck(Supplier<Duration> delay, Population.App app, InstanceKey key, Device device) {
        Operation vend = Operations.vend(world, key, Duration.ZERO, device);
        return new Action(delay, "CHECK and VEND " + key, () -> {
            AtomicBoolean ended = new AtomicBoolean();
            world.processes().start(Operations.check(world, app.id()), _ -> {
                ended.set(true);
                for (int i = 0; i < VENDS_AFTER_CHECK; i++) {
                    world.scheduler()
                            .spawn(
                                    AFTER_CHECK.multipliedBy(i),
                                    () -> world.processes().start(vend, _ -> {}));
                }
            });
            world.scheduler().spawn(Duration.ZERO, () -> {
                for (int i = 0; i < MAX_VENDS && !ended.get(); i++) {
                    world.processes().start(vend, _ -> {});
                    world.scheduler().sleep(Duration.ofSeconds(1));
                }
            });
        });
    }

    /** Often several callers ask for the same at once. */
    private Action concurrent(Supplier<Duration> delay, Operation operation) {
        int size = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
        Duration apart = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(900));
        return new Action(delay, size + " x " + operation, () -> {
            for (int i = 0; i < size; i++) {
                world.scheduler()
                        .spawn(apart.multipliedBy(i), () -> world.processes().start(operation, _ -> {}));
            }
        });
    }
}
