package io.claviger.benchmarks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.claviger.aws.messages.MessageJson;
import io.claviger.benchmarks.fleet.DelayedQueue.Message;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.statement.StoreResult;
import io.claviger.core.usecases.UseCases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What no caller asks for: the sweep, the check every quarter of an hour, the evidence, and the rotations. */
final class FleetBackground {
    private static final Duration SWEEP_BUDGET = Duration.ofSeconds(50);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int CHECK_MINUTES = 15;

    private final Scenario scenario;
    private final Deployment deployment;
    private final FleetClock clock;
    private final UseCases useCases;

    FleetBackground(Scenario scenario, Deployment deployment, FleetClock clock) {
        this.scenario = scenario;
        this.deployment = deployment;
        this.clock = clock;
        this.useCases = deployment.process("background");
    }

    void storeApplications() {
        clock.run(clock.instant(), () -> FleetAdobe.APPLICATIONS.forEach(this::store));
    }

    /** The scheduled check, evidence, and the rotations. */
    void play(long minute, Instant begin) {
        Duration time = Duration.ofMinutes(minute);
        Instant end = begin.plus(MINUTE);
        if (minute > 0 && minute % CHECK_MINUTES == 0) {
            clock.run(
                    begin,
                    () -> FleetAdobe.APPLICATIONS.forEach(
                            name -> useCases.checkRevocation().check(new ApplicationId(name), end)));
        }
        Instant now = begin;
        while (now.isBefore(end)) {
            Optional<Message> next = deployment.evidenceQueue().receive(end);
            if (next.isEmpty()) {
                break;
            }
            now = clock.run(FleetClock.later(now, next.get().visibleAt()), () -> followUp(next.get()));
        }
        if (time.equals(scenario.rotatedAt())
                || time.equals(scenario.rotatedAt().plusHours(2))) {
            clock.run(begin, deployment::rotateKeyset);
        }
    }

    private void followUp(Message message) {
        try {
            JsonNode json = new ObjectMapper().readTree(message.body());
            useCases.followUpRefusal()
                    .followUp(
                            MessageJson.instance(message.body()),
                            Instant.ofEpochMilli(json.path("seen_at").asLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sweep(Instant begin) {
        clock.run(begin, () -> useCases.sweepDueInstances().sweep(SWEEP_BUDGET));
    }

    private void store(String name) {
        StoreResult stored = useCases.storeApplication()
                .store(new StoreApplicationCommand(
                        new ApplicationId(name),
                        name,
                        new SoftwareStatement(name),
                        "{}",
                        Optional.empty(),
                        Optional.empty(),
                        RejectedCredentialsPolicy.HOLD));
        if (!(stored instanceof StoreResult.Created)) {
            throw new IllegalStateException("the application is not stored: " + stored);
        }
    }
}
