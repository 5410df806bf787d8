package io.claviger.core.simulation;

import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryBreaker;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryTableVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.vault.TwoStorageVault;
import java.time.Duration;
import java.util.SplittableRandom;

/** One simulated deployment: its stores, Adobe, processes, and invariants. */
final class World {
    private final Scheduler scheduler;
    private final FaultInjector faults;
    private final Trace trace;
    private final InvariantChecker invariants;
    private final Coverage coverage = new Coverage();
    private final Network network;
    private final FakeAdobe adobe;
    private final InMemoryApplications applications;
    private final InMemoryInstances instances;
    private final KeptCredentials vault;
    private final Storages storages;
    private final InMemoryStatements statements = new InMemoryStatements();
    private final InMemoryBreaker breaker;
    private final InMemoryPacing pacing = new InMemoryPacing();
    private final CredentialInvariants credentialInvariants = new CredentialInvariants(this);
    private final ClientInvariants clientInvariants = new ClientInvariants(this);
    private final ViewerInvariants viewerInvariants = new ViewerInvariants(this);
    private final TokenInvariants tokenInvariants = new TokenInvariants(this);
    private final DeviceInvariants deviceInvariants = new DeviceInvariants(this);
    private final StatementInvariants statementInvariants = new StatementInvariants(this);
    private final LeaseInvariants leaseInvariants = new LeaseInvariants(this);
    private final CheckInvariants checkInvariants = new CheckInvariants(this);
    private final EnrolmentInvariants enrolmentInvariants = new EnrolmentInvariants(this);
    private final Enrolments enrolments = new Enrolments();
    private final ProofInvariants proofInvariants = new ProofInvariants(this);
    private final UpstreamInvariants upstreamInvariants = new UpstreamInvariants(this);
    private final SimulatedApplications simulatedApplications = new SimulatedApplications(this);
    private final SimulatedInstances simulatedInstances = new SimulatedInstances(this);
    private final SimulatedStatements simulatedStatements = new SimulatedStatements(this);
    private final UpstreamMistakes mistakes = new UpstreamMistakes(this);
    private final SimulatedAdobe simulatedAdobe = new SimulatedAdobe(this);
    private final SimulatedBreaker simulatedBreaker = new SimulatedBreaker(this);
    private final SimulatedJournal journal = new SimulatedJournal(this);
    private final SimulatedMessages messages = new SimulatedMessages(this);
    private final AwsOutages outages = new AwsOutages(this);
    private final boolean checksArePaced;
    private final Processes processes;

    World(long seed, int maxFaults, Mutation mutation, boolean traced) {
        SplittableRandom seeds = new SplittableRandom(seed);
        this.scheduler = new Scheduler(seeds.nextLong());
        this.faults = new FaultInjector(seeds.nextLong(), maxFaults);
        SplittableRandom processesSeeds = seeds.split();
        this.trace = new Trace(
                traced,
                () -> TraceFormat.time(Duration.between(Scheduler.START, scheduler.instant())) + " " + whoRuns()
                        + ": ");
        this.invariants = new InvariantChecker(trace);
        this.network =
                new Network(scheduler, faults, invariants, clientInvariants::endedByLambda, trace, seeds.nextLong());
        this.adobe = new FakeAdobe(scheduler);
        this.applications = mutation.applications();
        this.instances = mutation.instances(applications, scheduler);
        this.vault = new KeptCredentials(mutation.vault(scheduler), new InMemoryTableVault(scheduler));
        this.storages = new Storages(seed, new SimulatedVault(this), new SimulatedTableVault(this));
        this.breaker = mutation.breaker();
        this.checksArePaced = seed % 2 == 0;
        this.processes = new Processes(this, this::ports, mutation, processesSeeds);
    }

    /** The ports of a process. */
    private Ports ports(SimulatedProcess process) {
        return new Ports(
                simulatedApplications,
                simulatedStatements,
                simulatedInstances,
                storages.now(),
                new TwoStorageVault(storages.now()),
                simulatedBreaker.around(simulatedAdobe, process),
                pacing.onClock(process.clock()),
                messages,
                messages.evidenceOf(process),
                journal,
                journal,
                network::pause);
    }

    private String whoRuns() {
        return network.currentRun().map(OperationRun::toString).orElse("-");
    }

    /** Whether no operation runs and no message waits. */
    boolean atRest() {
        return processes.inFlight() == 0 && messages.pending() == 0;
    }

    /** The run of the current task's operation. */
    OperationRun currentRun() {
        return network.currentRun().orElseThrow();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    FaultInjector faults() {
        return faults;
    }

    Trace trace() {
        return trace;
    }

    InvariantChecker invariants() {
        return invariants;
    }

    Coverage coverage() {
        return coverage;
    }

    Network network() {
        return network;
    }

    FakeAdobe adobe() {
        return adobe;
    }

    AwsOutages outages() {
        return outages;
    }

    SimulatedJournal journal() {
        return journal;
    }

    Processes processes() {
        return processes;
    }

    UpstreamMistakes mistakes() {
        return mistakes;
    }

    /** Paced checks of one statement seldom run at the same time: checks are paced in every other run. */
    boolean checksArePaced() {
        return checksArePaced;
    }

    SimulatedAdobe adobeConnection() {
        return simulatedAdobe;
    }

    InMemoryBreaker breaker() {
        return breaker;
    }

    UpstreamInvariants upstreamInvariants() {
        return upstreamInvariants;
    }

    InMemoryApplications applications() {
        return applications;
    }

    InMemoryInstances instances() {
        return instances;
    }

    KeptCredentials vault() {
        return vault;
    }

    Storages storages() {
        return storages;
    }

    InMemoryStatements statements() {
        return statements;
    }

    CredentialInvariants credentialInvariants() {
        return credentialInvariants;
    }

    ClientInvariants clientInvariants() {
        return clientInvariants;
    }

    ViewerInvariants viewerInvariants() {
        return viewerInvariants;
    }

    DeviceInvariants deviceInvariants() {
        return deviceInvariants;
    }

    TokenInvariants tokenInvariants() {
        return tokenInvariants;
    }

    EnrolmentInvariants enrolmentInvariants() {
        return enrolmentInvariants;
    }

    Enrolments enrolments() {
        return enrolments;
    }

    LeaseInvariants leaseInvariants() {
        return leaseInvariants;
    }

    CheckInvariants checkInvariants() {
        return checkInvariants;
    }

    ProofInvariants proofInvariants() {
        return proofInvariants;
    }

    StatementInvariants statementInvariants() {
        return statementInvariants;
    }
}
