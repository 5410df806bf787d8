package io.claviger.benchmarks.fleet;

import io.claviger.aws.dynamodb.Tables;
import io.claviger.aws.messages.MessageJson;
import io.claviger.benchmarks.fleet.DelayedQueue.Message;
import io.claviger.benchmarks.fleet.Units.Kind;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.refresh.RefreshDueInstance;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Plays a scenario minute by minute. In each minute the sweep queues what is due, the workers' slots and the callers of
 * that minute run side by side, and then the fleet is looked at.
 */
final class FleetRun {
    private static final int THREADS = 4;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MIN_TTL = MINUTE;

    /** SQS's visibility timeout of the refresh queue in {@code template.yaml}. */
    private static final Duration VISIBILITY = Duration.ofMinutes(6);

    private final Scenario scenario;
    private final Instant start = Instant.parse("2026-01-01T06:00:00Z");
    private final FleetClock clock = new FleetClock(start);
    private final Units units;
    private final FleetAdobe adobe;
    private final FleetJournal journal = new FleetJournal(clock);
    private final Deployment deployment;
    private final FleetWatch watch;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<UseCases> callers;
    private final List<RefreshDueInstance> workers;
    private final Instant[] slots;
    private final FleetBackground background;
    private final Object[] oneAtATime;

    FleetRun(Scenario scenario, DynamoDbClient dynamoDb, Tables tables, Units units) {
        this.units = units;
        this.scenario = scenario;
        this.adobe = new FleetAdobe(scenario, clock);
        this.deployment = new Deployment(scenario.refreshShare(), dynamoDb, tables, clock, clock, adobe, journal);
        this.watch = new FleetWatch(scenario, start, adobe);
        this.callers = IntStream.range(0, THREADS)
                .mapToObj(i -> deployment.process("token-" + i))
                .toList();
        this.workers = IntStream.range(0, scenario.slots() / Scenario.WORKER_SLOTS)
                .mapToObj(i -> deployment.process("worker-" + i).refreshDueInstance())
                .toList();
        this.slots = Stream.generate(() -> start).limit(scenario.slots()).toArray(Instant[]::new);
        this.background = new FleetBackground(scenario, deployment, clock);
        this.oneAtATime = Stream.generate(Object::new).limit(1024).toArray();
    }

    FleetWatch watch() {
        return watch;
    }

    FleetJournal journal() {
        return journal;
    }

    FleetAdobe adobe() {
        return adobe;
    }

    Deployment deployment() {
        return deployment;
    }

    Instant start() {
        return start;
    }

    void play() throws InterruptedException, ExecutionException {
        background.storeApplications();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (long minute = 0; minute < scenario.length().toMinutes(); minute++) {
                play(minute, threads);
            }
        }
    }

    private void play(long minute, ExecutorService threads) throws InterruptedException, ExecutionException {
        Instant begin = start.plus(Duration.ofMinutes(minute));
        clock.moveTo(begin);
        units.during(Kind.SWEEP, () -> background.sweep(begin));
        List<Future<?>> tasks = new ArrayList<>();
        tasks.add(threads.submit(() -> background.play(minute, begin)));
        IntStream.range(0, slots.length).forEach(i -> tasks.add(threads.submit(() -> renew(i, begin))));
        List<List<Runnable>> calls = calls(minute, begin);
        calls.forEach(part -> tasks.add(threads.submit(() -> part.forEach(Runnable::run))));
        for (Future<?> task : tasks) {
            task.get();
        }
        adobe.rates().settle(begin.plus(MINUTE));
        watch.lookAt(begin.plus(MINUTE));
    }

    /** One slot of a worker renews one token after another, as long as the minute lasts. */
    private void renew(int slot, Instant begin) {
        Instant end = begin.plus(MINUTE);
        slots[slot] = FleetClock.later(slots[slot], begin);
        while (slots[slot].isBefore(end)) {
            Optional<Message> next = deployment.refreshQueue().receive(end);
            if (next.isEmpty()) {
                return;
            }
            Message message = next.get();
            InstanceKey key = MessageJson.instance(message.body());
            Instant ended = clock.run(FleetClock.later(slots[slot], message.visibleAt()), () -> {
                synchronized (lock(key)) {
                    watch.guarded(
                            () -> units.during(
                                    Kind.RENEWAL,
                                    () -> workers.get(slot / Scenario.WORKER_SLOTS)
                                            .refresh(key)),
                            () -> deployment
                                    .refreshQueue()
                                    .returnAt(clock.instant().plus(VISIBILITY), message));
                }
            });
            slots[slot] = ended.plus(Scenario.STORING);
        }
    }

    /** The calls of the minute, for each thread its share. */
    private List<List<Runnable>> calls(long minute, Instant begin) {
        List<List<Runnable>> calls = Stream.generate(() -> (List<Runnable>) new ArrayList<Runnable>())
                .limit(THREADS)
                .toList();
        long burst = scenario.burst().toMinutes();
        double chance = scenario.vendsInMinute(minute);
        for (int i = 0; i < scenario.instances(); i++) {
            int instance = i;
            Instant at = begin.plusMillis(random.nextInt(60_000));
            UseCases process = callers.get(i % THREADS);
            if (minute < burst && i % burst == minute) {
                calls.get(i % THREADS).add(() -> clock.run(at, () -> register(instance, process)));
            } else if (minute >= burst && scenario.active(i) && random.nextDouble() < chance) {
                calls.get(i % THREADS)
                        .add(() -> clock.run(at, () -> units.during(Kind.VEND, () -> vend(instance, process))));
            }
        }
        return calls;
    }

    private void register(int instance, UseCases process) {
        InstanceKey key = key(scenario, instance);
        Device device = FleetAdobe.device(scenario, instance);
        synchronized (lock(key)) {
            units.during(
                    Kind.REGISTRATION,
                    () -> watch.registered(process.registerInstance()
                            .register(new RegisterCommand(key, Optional.empty(), device, false))));
            units.during(Kind.FIRST_VEND, () -> vend(instance, process));
        }
    }

    private void vend(int instance, UseCases process) {
        InstanceKey key = key(scenario, instance);
        synchronized (lock(key)) {
            Instant at = clock.instant();
            VendResult result =
                    process.vendToken().vend(key, Admission.ALREADY, MIN_TTL, FleetAdobe.device(scenario, instance));
            watch.vended(instance, at, clock.instant(), result);
        }
    }

    /** Threads are ahead of each other by up to a minute, so two tasks of one instance do not meet. */
    private Object lock(InstanceKey key) {
        return oneAtATime[Math.floorMod(key.hashCode(), oneAtATime.length)];
    }

    static InstanceKey key(Scenario scenario, int instance) {
        return InstanceKey.parse(FleetAdobe.application(scenario, instance) + "#tv-" + instance);
    }
}
