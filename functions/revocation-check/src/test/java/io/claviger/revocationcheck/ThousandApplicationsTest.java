package io.claviger.revocationcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstanceList;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.fake.InMemoryQueue;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.journal.Entry;
import io.claviger.core.pacing.DevicePacing;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.statement.StoreResult;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.usecases.UseCases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The schedules check a thousand applications, in invocations that end. One invocation runs at a time, which is slower than
 * on AWS. A check takes a second beside its waits for turns at Adobe.
 */
class ThousandApplicationsTest {
    private static final int APPLICATIONS = 1000;
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final Duration INVOCATION = Duration.ofMinutes(10);
    private static final Duration ONE_ROUND = Duration.ofMinutes(110);

    private final FakeClock clock = new FakeClock();
    private final FakeAdobe adobe = new FakeAdobe(clock);
    private final InMemoryApplications applications = new InMemoryApplications();
    private final InMemoryInstances instances = new InMemoryInstances(applications, clock);
    private final InMemoryStatements statements = new InMemoryStatements();
    private final InMemoryVault vault = new InMemoryVault(clock);
    private final Map<ApplicationId, Runnable> troubles = new HashMap<>();
    private final List<ApplicationId> begun = new ArrayList<>();
    private final Map<ApplicationId, Instant> lastBegun = new HashMap<>();
    private final List<Entry> noted = new ArrayList<>();
    private Duration longestGap = Duration.ZERO;
    private final ScheduledCheck check = check(INTERVAL, new InMemoryPacing().onClock(clock));

    /** AWS ends an invocation: nothing in it can catch that. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void every_application_is_checked_in_one_round_at_one_call_a_second() {
        storeApplications();
        Instant begin = clock.instant();
        runUntil(begin.plus(ONE_ROUND.multipliedBy(2)));
        assertThat(applications.all()).allMatch(application -> checkedSince(application, begin));
        assertThat(longestGap).isLessThan(ONE_ROUND);
    }

    @Test
    void troubled_applications_starve_no_other() {
        storeApplications();
        some(0, 5)
                .forEach(id -> troubles.put(id, () -> {
                    throw new IllegalStateException("the secret is out of reach");
                }));
        some(5, 100).forEach(id -> troubles.put(id, () -> adobe.failsWith(new Failure.Unavailable("timeout"))));
        some(100, 105).forEach(id -> troubles.put(id, () -> clock.advance(Duration.ofMinutes(3))));
        some(105, 110)
                .forEach(id -> troubles.put(id, () -> {
                    clock.advance(INVOCATION);
                    throw new Killed();
                }));
        Instant begin = clock.instant();
        Duration troubled = Duration.ofMinutes(5 * 3 + 5 * 10);
        runUntil(begin.plus(ONE_ROUND).plus(troubled));
        assertThat(some(110, APPLICATIONS))
                .allMatch(id -> checkedSince(applications.find(id).orElseThrow(), begin));
    }

    @Test
    void after_an_hour_of_throttling_one_round_checks_all() {
        storeApplications();
        some(0, APPLICATIONS)
                .forEach(id -> troubles.put(id, () -> adobe.failsWith(new Failure.Throttled(Duration.ofMinutes(1)))));
        runUntil(clock.instant().plus(Duration.ofHours(1)));
        troubles.clear();
        Instant begin = clock.instant();
        runUntil(begin.plus(ONE_ROUND));
        assertThat(applications.all()).allMatch(application -> checkedSince(application, begin));
    }

    @Test
    void many_revoked_applications_leave_the_others_their_turns() {
        storeApplications();
        some(0, 200)
                .forEach(id ->
                        adobe.statement(statement(id).fingerprint()).revoke(EnumSet.allOf(FakeAdobe.Endpoint.class)));
        runUntil(clock.instant().plus(ONE_ROUND.multipliedBy(3)));
        assertThat(applications.all().stream()
                        .filter(application -> application.currentStatement().revoked()))
                .hasSize(200);
        Instant begin = clock.instant();
        runUntil(begin.plus(ONE_ROUND.multipliedBy(2)));
        assertThat(applications.all()).allMatch(application -> checkedSince(application, begin));
    }

    @Test
    void invocations_at_the_same_time_check_no_application_twice() {
        storeApplications();
        some(0, 1)
                .forEach(id -> troubles.put(id, () -> {
                    troubles.clear();
                    check.run(INVOCATION);
                }));
        check.run(INVOCATION);
        assertThat(begun).doesNotHaveDuplicates().hasSizeGreaterThan(50);
    }

    @Test
    void a_round_that_fits_into_the_interval_leaves_no_application_undecided() {
        storeApplications();
        ScheduledCheck twoHourly = check(Duration.ofHours(2), new InMemoryPacing().onClock(clock));
        Instant begin = clock.instant();
        run(twoHourly, Duration.ofHours(2), begin.plus(Duration.ofHours(5)));
        noted.clear();
        twoHourly.run(INVOCATION);
        assertThat(noted).containsExactly(new Entry.ApplicationsChecked(0, 0, 0));
    }

    @Test
    void a_round_takes_less_than_two_intervals_where_adobe_allows_more_calls() {
        storeApplications();
        ScheduledCheck fast = check(INTERVAL, InMemoryPacing.unlimited());
        Instant begin = clock.instant();
        run(fast, INTERVAL, begin.plus(INTERVAL.multipliedBy(3)));
        assertThat(longestGap).isLessThan(INTERVAL.multipliedBy(2));
    }

    private void runUntil(Instant end) {
        run(check, INTERVAL, end);
    }

    /** Both schedules, each on time unless an invocation is under way. */
    private void run(ScheduledCheck scheduled, Duration interval, Instant end) {
        Instant nextOfAll = clock.instant();
        while (clock.instant().isBefore(end)) {
            Instant begin = clock.instant();
            if (begin.isBefore(nextOfAll)) {
                invoke(scheduled::runEachMinute);
                Instant next = begin.plus(Duration.ofMinutes(1));
                clock.moveTo(next.isAfter(clock.instant()) ? next : clock.instant());
            } else {
                nextOfAll = begin.plus(interval);
                invoke(() -> scheduled.run(INVOCATION));
            }
        }
    }

    private static void invoke(Runnable invocation) {
        try {
            invocation.run();
        } catch (IllegalStateException | Killed e) {
            // Lambda counts an error, and the schedules go on.
            assertThat(e).isNotNull();
        }
    }

    private static boolean checkedSince(Application application, Instant begin) {
        return application.currentStatement().checkedAt().orElseThrow().isAfter(begin);
    }

    private static List<ApplicationId> some(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new ApplicationId("tv-%03d".formatted(number)))
                .toList();
    }

    private static SoftwareStatement statement(ApplicationId id) {
        return new SoftwareStatement("h." + id + ".s");
    }

    private void storeApplications() {
        UseCases useCases = useCases(statements, InMemoryPacing.unlimited());
        some(0, APPLICATIONS).forEach(id -> {
            adobe.approve(statement(id));
            assertThat(useCases.storeApplication()
                            .store(new StoreApplicationCommand(
                                    id,
                                    "TV",
                                    statement(id),
                                    "{}",
                                    Optional.empty(),
                                    Optional.empty(),
                                    RejectedCredentialsPolicy.HOLD)))
                    .isInstanceOf(StoreResult.Created.class);
            clock.advance(Duration.ofSeconds(10));
        });
        clock.advance(INTERVAL);
    }

    private ScheduledCheck check(Duration interval, DevicePacing pacing) {
        return new ScheduledCheck(
                applications,
                useCases(new TroubledStatements(), pacing).checkRevocation(),
                new CountInstances(new InMemoryInstanceList(instances), _ -> {}),
                noted::add,
                interval,
                clock);
    }

    private UseCases useCases(SoftwareStatements stored, DevicePacing pacing) {
        return new Ports(
                        applications,
                        stored,
                        instances,
                        vault,
                        adobe,
                        pacing,
                        new InMemoryQueue(),
                        _ -> {},
                        _ -> true,
                        _ -> {},
                        clock::advance)
                .useCases(Ports.SETTINGS, clock, new SplittableRandom(7));
    }

    /** Lets an application's trouble begin when its check reads the statement. */
    private final class TroubledStatements implements SoftwareStatements {
        @Override
        public Optional<StorageFailure> keep(ApplicationId application, SoftwareStatement statement) {
            return statements.keep(application, statement);
        }

        @Override
        public StoredStatement find(ApplicationId application, StatementFingerprint fingerprint) {
            begun.add(application);
            Instant last = Optional.ofNullable(lastBegun.put(application, clock.instant()))
                    .orElse(clock.instant());
            Duration gap = Duration.between(last, clock.instant());
            longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
            clock.advance(Duration.ofSeconds(1));
            adobe.worksAgain();
            Optional.ofNullable(troubles.get(application)).ifPresent(Runnable::run);
            return statements.find(application, fingerprint);
        }
    }
}
