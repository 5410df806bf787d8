package io.claviger.core.simulation;

import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import java.time.Duration;
import java.util.SplittableRandom;

/** One simulated deployment: its stores, its Adobe, its processes, and what is watched. */
final class World {
    private final Scheduler scheduler;
    private final Faults faults;
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
    private final ClientWatch clientWatch = new ClientWatch(this);
    private final ViewerWatch viewerWatch = new ViewerWatch(this);
    private final TokenWatch tokenWatch = new TokenWatch(this);
    private final StatementWatch statementWatch = new StatementWatch(this);
    private final SimulatedApplications simulatedApplications = new SimulatedApplications(this);
    private final SimulatedInstances simulatedInstances = new SimulatedInstances(this);
    private final SimulatedVault simulatedVault = new SimulatedVault(this);
    private final SimulatedStatements simulatedStatements = new SimulatedStatements(this);
    private final SimulatedAdobe simulatedAdobe = new SimulatedAdobe(this);
    private final SimulatedJournal journal = new SimulatedJournal(this);
    private final SimulatedMessages messages = new SimulatedMessages(this);
    private final Processes processes;

    World(long seed, int mostFaults, Mutation mutation, boolean traced) {
        SplittableRandom seeds = new SplittableRandom(seed);
        this.scheduler = new Scheduler(seeds.nextLong());
        this.faults = new Faults(seeds.nextLong(), mostFaults);
        SplittableRandom processesSeeds = seeds.split();
        this.trace = new Trace(
                traced,
                () -> Telling.time(Duration.between(Scheduler.START, scheduler.instant())) + " " + whoRuns() + ": ");
        this.verdict = new Verdict(trace);
        this.network = new Network(scheduler, faults, verdict, trace, seeds.nextLong());
        this.adobe = new FakeAdobe(scheduler);
        this.applications = mutation.applications();
        this.instances = mutation.instances(applications, scheduler);
        this.vault = mutation.vault(scheduler);
        this.processes = new Processes(this, this::ports, mutation, processesSeeds);
    }

    /** What a process is connected to. */
    private Ports ports(SimulatedProcess process) {
        return new Ports(
                simulatedApplications,
                simulatedStatements,
                simulatedInstances,
                simulatedVault,
                simulatedAdobe,
                new Ports.RefreshPorts(simulatedInstances, simulatedVault, simulatedAdobe),
                simulatedAdobe,
                messages,
                pacing.onClock(process.clock()),
                messages.evidenceOf(process),
                journal,
                journal,
                network::pause);
    }

    private String whoRuns() {
        return network.running().map(Running::toString).orElse("-");
    }

    /** Whether nothing is under way or on its way. */
    boolean atRest() {
        return processes.underWay() == 0 && messages.pending() == 0;
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

    SimulatedJournal journal() {
        return journal;
    }

    Processes processes() {
        return processes;
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

    ClientWatch clientWatch() {
        return clientWatch;
    }

    ViewerWatch viewerWatch() {
        return viewerWatch;
    }

    TokenWatch tokenWatch() {
        return tokenWatch;
    }

    StatementWatch statementWatch() {
        return statementWatch;
    }
}
