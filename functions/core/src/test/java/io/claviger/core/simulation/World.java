package io.claviger.core.simulation;

import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.fake.Settings;
import io.claviger.core.fake.UseCases;
import io.claviger.core.registration.VaultUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One simulated deployment: its stores, its Adobe, the processes that come and go, and what is watched. */
final class World {
    private static final int SKEW_MILLIS = 5_000;

    private final Scheduler scheduler;
    private final Faults faults;
    private final Mutation mutation;
    private final Trace trace;
    private final Verdict verdict;
    private final Seen seen = new Seen();
    private final Network network;
    private final FakeAdobe adobe;
    private final InMemoryApplications applications;
    private final InMemoryInstances instances;
    private final InMemoryVault vault;
    private final InMemoryStatements statements = new InMemoryStatements();
    private final InMemoryPacing pacing = new InMemoryPacing();
    private final CredentialWatch credentialWatch = new CredentialWatch(this);
    private final TokenWatch tokenWatch = new TokenWatch(this);
    private final StatementWatch statementWatch = new StatementWatch(this);
    private final SimulatedApplications simulatedApplications = new SimulatedApplications(this);
    private final SimulatedInstances simulatedInstances = new SimulatedInstances(this);
    private final SimulatedVault simulatedVault = new SimulatedVault(this);
    private final SimulatedStatements simulatedStatements = new SimulatedStatements(this);
    private final SimulatedAdobe simulatedAdobe = new SimulatedAdobe(this);
    private final SimulatedJournal journal = new SimulatedJournal(this);
    private final SimulatedMessages messages = new SimulatedMessages(this);
    private final SplittableRandom random;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private int underWay;

    World(long seed, int mostFaults, Mutation mutation, boolean traced) {
        SplittableRandom seeds = new SplittableRandom(seed);
        this.scheduler = new Scheduler(seeds.nextLong());
        this.faults = new Faults(seeds.nextLong(), mostFaults);
        this.random = seeds.split();
        this.mutation = mutation;
        this.trace = new Trace(
                traced, () -> Duration.between(Scheduler.START, scheduler.instant()) + " " + whoRuns() + ": ");
        this.verdict = new Verdict(scheduler, trace);
        this.network = new Network(scheduler, faults, verdict, trace, seeds.nextLong());
        this.adobe = new FakeAdobe(scheduler);
        this.applications = mutation.applications();
        this.instances = mutation.instances(applications, scheduler);
        this.vault = mutation.vault(scheduler);
    }

    /** How an operation ended; no result if its process crashed, or a port's failure ended it. */
    record Ended(Running running, Optional<Object> result) {}

    /** Begins an operation in a process that has nothing to do, or in a new one. */
    void start(Operation operation, Consumer<Ended> then) {
        SimulatedProcess process = idleProcess();
        process.busy(true);
        underWay++;
        Running running = new Running(operation, process, scheduler.instant());
        scheduler.spawn(Duration.ZERO, () -> {
            scheduler.running().executes(running);
            Optional<Object> result = execute(running);
            process.busy(false);
            underWay--;
            then.accept(new Ended(running, result));
        });
    }

    private Optional<Object> execute(Running running) {
        try {
            Object result = running.operation().step().run(running.process().useCases(), running);
            trace.note(() -> "=> " + result);
            credentialWatch.ended(running);
            return Optional.of(result);
        } catch (Crash _) {
            running.process().restart();
        } catch (StoreUnavailable | VaultUnavailable e) {
            trace.note(() -> "=> " + e);
            journal.showsNoSecret(e);
        } catch (RuntimeException e) {
            verdict.check(Promise.FAILURES_ARE_NAMED, false, () -> running + " fails with " + e);
        }
        return Optional.empty();
    }

    private SimulatedProcess idleProcess() {
        List<SimulatedProcess> idle =
                processes.stream().filter(process -> !process.busy()).toList();
        if (!idle.isEmpty() && random.nextInt(8) > 0) {
            return idle.get(random.nextInt(1 + random.nextInt(idle.size())));
        }
        SimulatedProcess fresh = new SimulatedProcess(
                "P" + processes.size(),
                Duration.ofMillis(random.nextInt(SKEW_MILLIS) - SKEW_MILLIS / 2),
                scheduler,
                this::begin);
        processes.add(fresh);
        return fresh;
    }

    private UseCases begin(SimulatedProcess process) {
        Ports ports = new Ports(
                simulatedApplications,
                simulatedStatements,
                simulatedInstances,
                simulatedVault,
                simulatedAdobe,
                new Ports.Refreshing(simulatedInstances, simulatedVault, simulatedAdobe),
                simulatedAdobe,
                messages,
                pacing.onClock(process.clock()),
                messages.evidenceOf(process),
                journal,
                journal,
                network::pause);
        return UseCases.of(
                mutation.meddle(ports, process.clock()),
                mutation.meddle(Settings.DEFAULT),
                process.clock(),
                random.split());
    }

    private String whoRuns() {
        return network.running().map(Running::toString).orElse("-");
    }

    /** Whether nothing is under way or on its way. */
    boolean atRest() {
        return underWay == 0 && messages.pending() == 0;
    }

    /** The operation that runs now. */
    Running running() {
        return network.running().orElseThrow();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Faults faults() {
        return faults;
    }

    Trace trace() {
        return trace;
    }

    Verdict verdict() {
        return verdict;
    }

    Seen seen() {
        return seen;
    }

    Network network() {
        return network;
    }

    FakeAdobe adobe() {
        return adobe;
    }

    SimulatedAdobe lineToAdobe() {
        return simulatedAdobe;
    }

    InMemoryApplications applications() {
        return applications;
    }

    InMemoryInstances instances() {
        return instances;
    }

    InMemoryVault vault() {
        return vault;
    }

    InMemoryStatements statements() {
        return statements;
    }

    CredentialWatch credentialWatch() {
        return credentialWatch;
    }

    TokenWatch tokenWatch() {
        return tokenWatch;
    }

    StatementWatch statementWatch() {
        return statementWatch;
    }
}
