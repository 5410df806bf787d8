package io.claviger.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * What fleets of a thousand to ten million instances do and cost in a month, and which default quota they meet first.
 * Every figure that it starts from is in {@code prices.properties}, with its source.
 */
public final class CostModel {
    private static final int DAYS = 30;
    private static final double DAY_SECONDS = 86_400;
    private static final double MILLION = 1e6;

    private final Properties figures;

    private CostModel(Properties figures) {
        this.figures = figures;
    }

    public static CostModel read() throws IOException {
        Properties figures = new Properties();
        try (InputStream file = CostModel.class.getResourceAsStream("prices.properties")) {
            figures.load(Objects.requireNonNull(file, "prices.properties"));
        }
        return new CostModel(figures);
    }

    /** Of a month. */
    record Load(long instances, double vends, double renewals, double registrations) {}

    Load load(long instances) {
        double active = instances * figure("fleet.active-share");
        double vends = active * figure("fleet.vends-a-day") * DAYS;
        double renewalsADay = 24 / (figure("fleet.token-hours") * figure("fleet.refresh-point"));
        return new Load(instances, vends, active * renewalsADay * DAYS, instances * figure("fleet.new-a-month"));
    }

    double units(Load load, String kind) {
        return load.vends() * figure("vend." + kind)
                + load.renewals() * figure("renewal." + kind)
                + load.registrations() * figure("registration." + kind);
    }

    /** Dollars of a month by service. */
    Map<String, Double> costs(Load load, boolean inTable) {
        Map<String, Double> costs = new LinkedHashMap<>();
        costs.put("base", figure("fleet.base"));
        costs.put("API Gateway", price("apigateway.million-requests", load.vends() + load.registrations()));
        costs.put("Lambda", lambda(load));
        double gigabytes = load.instances() * (figure("instance.gb") + (inTable ? figure("client.gb") : 0));
        costs.put(
                "DynamoDB",
                price("dynamodb.million-reads", units(load, "reads"))
                        + price("dynamodb.million-writes", units(load, "writes"))
                        + gigabytes * figure("price.dynamodb.gb"));
        costs.put("SQS", price("sqs.million-requests", load.renewals() * figure("renewal.sqs-requests")));
        costs.put(
                "Secrets Manager",
                inTable
                        ? 0
                        : load.instances() * figure("price.secretsmanager.secret")
                                + price("secretsmanager.million-calls", load.renewals() + load.registrations()));
        costs.put("logs", logBytes(load) / 1e9 * figure("price.logs.gb"));
        costs.put("X-Ray", price("xray.million-traces", load.vends() * figure("vend.traced-share")));
        return costs;
    }

    /** The same fleet without Claviger's thrift: a secret for each instance, read at each vend, and every token renewed. */
    double naive(Load load) {
        double renewals = load.renewals() / figure("fleet.active-share");
        Load all = new Load(load.instances(), load.vends(), renewals, load.registrations());
        return sum(costs(all, false)) + price("secretsmanager.million-calls", load.vends());
    }

    /** How much of each default quota the busiest hour takes; 1 is all of it. */
    Map<String, Double> quotas(Load load, boolean inTable) {
        double vends = load.vends() / DAYS * figure("fleet.busy-hour-share") / 3600;
        double renewals = load.renewals() / DAYS / DAY_SECONDS;
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("lambda.concurrency", vends * figure("vend.milliseconds") / 1000 + renewals * workerSeconds());
        shares.put("apigateway.requests-per-second", vends);
        shares.put("dynamodb.reads-per-second", vends * figure("vend.reads") + renewals * figure("renewal.reads"));
        shares.put(
                "dynamodb.writes-per-second",
                vends * figure("vend.writes") + afterOutage(load) * figure("renewal.writes"));
        shares.put("secretsmanager.secrets", inTable ? 0.0 : load.instances());
        shares.put("secretsmanager.reads-per-second", inTable ? 0 : renewals);
        shares.replaceAll((quota, used) -> used / figure("quota." + quota));
        return shares;
    }

    /** Renewals of one shard of the index are writes of one partition: each changes the entry twice, out and in. */
    long shards(Load load) {
        double renewals = load.renewals() / DAYS / DAY_SECONDS;
        return Math.max(8, (long) Math.ceil(2 * 2 * renewals / figure("quota.dynamodb.index-writes-per-second")));
    }

    /** Renewals a second while what was due in an outage is made good. */
    private double afterOutage(Load load) {
        double due = load.renewals() / DAYS / 24 * figure("fleet.outage-hours");
        return due / (60 * figure("fleet.outage-made-good-minutes"));
    }

    /** As many as make good an outage; the template's default at least. */
    long workers(Load load) {
        return Math.max(5, (long) Math.ceil(afterOutage(load) * workerSeconds()));
    }

    Page.Result result() {
        StringWriter tables = new StringWriter();
        print(new PrintWriter(tables, true));
        List<Plot.Line> lines = new ArrayList<>();
        lines.add(line("table", load -> sum(costs(load, true))));
        lines.add(line("Secrets Manager", load -> sum(costs(load, false))));
        lines.add(line("naive", this::naive));
        String plot = Plot.lines("Dollars a month", "instances", Plot.Scale.LOGARITHMIC, Plot.Scale.LOGARITHMIC, lines);
        return new Page.Result(tables.toString(), Map.of("cost", plot));
    }

    private Plot.Line line(String name, ToDoubleFunction<Load> cost) {
        return new Plot.Line(
                name,
                LongStream.of(sizes())
                        .mapToObj(size -> new Plot.Point(size, cost.applyAsDouble(load(size))))
                        .toList());
    }

    private void print(PrintWriter out) {
        out.println("| instances | vends | renewals | read units | write units | SQS requests |");
        out.println("| ---: | ---: | ---: | ---: | ---: | ---: |");
        for (long instances : sizes()) {
            Load load = load(instances);
            row(
                    out,
                    instances,
                    List.of(
                            load.vends(),
                            load.renewals(),
                            units(load, "reads"),
                            units(load, "writes"),
                            load.renewals() * figure("renewal.sqs-requests")));
        }
        for (boolean inTable : List.of(true, false)) {
            out.printf("%nDollars a month, `CredentialStorage=%s`:%n%n", inTable ? "table" : "secretsmanager");
            String services = String.join(" | ", costs(load(1), inTable).keySet());
            out.printf("| instances | %s | all | naive |%n|%s%n", services, " ---: |".repeat(11));
            for (long instances : sizes()) {
                Load load = load(instances);
                Map<String, Double> costs = costs(load, inTable);
                List<Double> cells = new ArrayList<>(costs.values());
                cells.add(sum(costs));
                cells.add(naive(load));
                row(out, instances, cells);
            }
        }
        out.printf(
                "%n| instances | first quota with `table` | first quota with `secretsmanager` | `Shards` | workers |%n");
        out.println("| ---: | --- | --- | ---: | ---: |");
        for (long instances : sizes()) {
            Load load = load(instances);
            out.printf(
                    Locale.ROOT,
                    "| %,d | %s | %s | %d | %d |%n",
                    instances,
                    first(quotas(load, true)),
                    first(quotas(load, false)),
                    shards(load),
                    workers(load));
        }
    }

    private static long[] sizes() {
        return new long[] {1_000, 10_000, 100_000, 1_000_000, 10_000_000, 20_000_000};
    }

    private static String first(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> String.format(Locale.ROOT, "%s (%.0f %%)", most.getKey(), 100 * most.getValue()))
                .orElseThrow();
    }

    private static void row(PrintWriter out, long instances, List<Double> cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %,d |", instances));
        for (double cell : cells) {
            row.append(String.format(Locale.ROOT, " %,.0f |", cell));
        }
        out.println(row);
    }

    private double lambda(Load load) {
        double requests = load.vends() + load.registrations() + load.renewals() / 10;
        double gigabyteSeconds = load.vends() * figure("vend.milliseconds") / 1000 * figure("vend.memory-gb")
                + load.renewals() * workerSeconds() * figure("renewal.memory-gb")
                + load.registrations() * figure("registration.milliseconds") / 1000 * figure("registration.memory-gb");
        return price("lambda.million-requests", requests) + gigabyteSeconds * figure("price.lambda.gb-second");
    }

    private double workerSeconds() {
        return figure("renewal.milliseconds") / 1000 * figure("renewal.share-of-a-worker");
    }

    private double logBytes(Load load) {
        return load.vends() * figure("vend.log-bytes")
                + load.renewals() * figure("renewal.log-bytes")
                + load.registrations() * figure("registration.log-bytes");
    }

    private double price(String ofAMillion, double number) {
        return number / MILLION * figure("price." + ofAMillion);
    }

    private static double sum(Map<String, Double> costs) {
        return costs.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    public double figure(String name) {
        return Double.parseDouble(Objects.requireNonNull(figures.getProperty(name), name));
    }
}
