package io.claviger.benchmarks.fleet;

import io.claviger.benchmarks.CostModel;
import io.claviger.benchmarks.Page;
import io.claviger.benchmarks.Plot;
import io.claviger.benchmarks.fleet.Units.Kind;
import io.claviger.core.application.StatementStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.LongStream;

/** Prints what a run showed, and what it says of the model of costs. */
final class FleetReport {
    private final Scenario scenario;
    private final FleetRun run;
    private final FleetJournal journal;
    private final Units units;

    FleetReport(Scenario scenario, FleetRun run, Units units) {
        this.scenario = scenario;
        this.run = run;
        this.journal = run.journal();
        this.units = units;
    }

    Page.Result result(double seconds) {
        StringWriter tables = new StringWriter();
        print(new PrintWriter(tables, true), seconds);
        return new Page.Result(
                tables.toString(),
                Map.of(
                        "fleet-renewals",
                        overTime("Renewals in a minute", "renewals", journal.renewals()),
                        "fleet-lag",
                        overTime("How late the latest renewal of a minute was, s", "lag", journal.longestLags())));
    }

    private String overTime(String title, String name, NavigableMap<Long, Long> byMinute) {
        double begin = run.start().getEpochSecond() / 60.0;
        return Plot.lines(
                title,
                "hours",
                Plot.Scale.LINEAR,
                Plot.Scale.LINEAR,
                List.of(new Plot.Line(
                        name,
                        LongStream.range(0, scenario.length().toMinutes())
                                .mapToObj(minute ->
                                        new Plot.Point(minute / 60.0, byMinute.getOrDefault((long) begin + minute, 0L)))
                                .toList())));
    }

    private void print(PrintWriter out, double seconds) {
        out.printf(
                Locale.ROOT,
                "%,d instances, %d hours, in %.0f s:%n%n| what | figure |%n| --- | ---: |%n",
                scenario.instances(),
                scenario.length().toHours(),
                seconds);
        row(
                out,
                "tokens that expired although their instance was active",
                run.watch().counted("expired"));
        row(
                out,
                "the same, in Adobe's outage and a quarter of an hour after it",
                run.watch().counted("expired in the outage"));
        row(out, "instances with more than one client", clients());
        row(out, "registered instances", run.watch().counted("registered Registered"));
        row(out, "vended tokens", run.watch().counted("vend Vended"));
        row(out, "vends without a token under a good statement", run.watch().counted("vend Unavailable"));
        row(out, "tokens vended after their expiry", run.watch().counted("vended although expired"));
        row(out, "renewals", renewals());
        row(out, "renewals that a naive design makes, of every token", naiveRenewals());
        row(out, "share of calls saved", percent(1 - renewals() / (double) naiveRenewals()));
        row(out, "attempts without an answer of Adobe", journal.counted("TokenRefreshed unavailable"));
        row(out, "attempts answered 429", journal.counted("TokenRefreshed throttled"));
        double ideal =
                scenario.slots() / (Scenario.LATENCY.plus(Scenario.STORING).toMillis() / 1000.0);
        double reached = journal.mostInMinute() / 60.0;
        row(out, "renewals a second in the busiest minute", String.format(Locale.ROOT, "%.1f", reached));
        row(out, "the same, of what the workers' slots can do", percent(reached / ideal));
        row(out, "half of the renewals were late by at most", journal.lag(0.5));
        row(out, "99 in 100 by at most", journal.lag(0.99));
        row(out, "the latest one by", journal.lag(1));
        row(out, "most calls of one address in ten seconds", run.adobe().rates().mostInTenSeconds());
        row(
                out,
                "calls above Adobe's limit for their address",
                run.adobe().rates().overLimit());
        row(out, "of those, renewals", run.adobe().rates().overLimitInBackground());
        row(
                out,
                "the revocation was found after",
                Duration.between(run.start().plus(scenario.revokedAt()), journal.first(StatementStatus.REVOKED)));
        row(out, "values that a rotation of the keyset made unreadable", journal.counted("SealBroken"));
        row(out, "messages that failed", run.watch().counted("message failed"));
        model(out);
    }

    private long clients() {
        long more = 0;
        for (int i = 0; i < scenario.instances(); i++) {
            more += run.adobe().clientsOf(i) > 1 ? 1 : 0;
        }
        return more;
    }

    private long renewals() {
        return journal.counted("TokenRefreshed refreshed");
    }

    private long naiveRenewals() {
        double life = scenario.tokenLife().toMillis() * scenario.refreshShare();
        return Math.round(scenario.instances() * (scenario.length().toMillis() / life));
    }

    /** Held against what the model takes an operation to consume. */
    private void model(PrintWriter out) {
        CostModel model = readModel();
        out.printf("%n| operation | count | read units | of the model | write units | of the model | refused |%n");
        out.printf("| --- | ---: | ---: | ---: | ---: | ---: | ---: |%n");
        operation(out, Kind.REGISTRATION, "registration", scenario.instances(), model);
        operation(out, Kind.VEND, "vend", journal.counted("TokenVended") - scenario.instances(), model);
        operation(out, Kind.RENEWAL, "renewal", journal.counted("TokenRefreshed") - scenario.instances(), model);
        out.printf(
                Locale.ROOT,
                "%nA sweep and a check of its minute: %.1f read units. Requests of a renewal to send its message: %.2f. Bytes of logs: %,d.%n",
                (units.reads(Kind.SWEEP) + units.reads(Kind.QUERY))
                        / scenario.length().toMinutes(),
                run.deployment().refreshQueue().requests() / (double) journal.counted("TokenRefreshed"),
                run.deployment().logBytes());
    }

    private void operation(PrintWriter out, Kind kind, String name, long count, CostModel model) {
        double reads = units.reads(kind) / count;
        double writes = units.writes(kind) / count;
        out.printf(
                Locale.ROOT,
                "| %s | %,d | %.2f | %s | %.2f | %s | %.2f |%n",
                name,
                count,
                reads,
                ratio(reads, model.figure(name + ".reads")),
                writes,
                ratio(writes, model.figure(name + ".writes")),
                units.refused(kind) / count);
    }

    private static String ratio(double measured, double modelled) {
        return modelled == 0 ? "—" : String.format(Locale.ROOT, "%.2f ×", measured / modelled);
    }

    private static CostModel readModel() {
        try {
            return CostModel.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static void row(PrintWriter out, String what, long figure) {
        row(out, what, String.format(Locale.ROOT, "%,d", figure));
    }

    private static void row(PrintWriter out, String what, Object figure) {
        out.printf("| %s | %s |%n", what, figure);
    }
}
