package io.claviger.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adopts the credentials of a file. */
@Command(
        name = "import",
        description = {
            "Adopts credentials that apps already hold, from a CSV file with a header line or a file of JSON Lines.",
            "Members: instance_id, client_id, client_secret, and perhaps device_address and device_info. An import that was "
                    + "stopped or killed goes on where it stopped when the same command runs again."
        },
        footer = {
            "%nExamples:",
            "  claviger credentials import tv-app-4 fleet.csv --dry-run",
            "  claviger credentials import tv-app-4 fleet.csv --prove at_first_vend"
        })
final class ImportCommand implements Callable<Integer> {
    /** Adobe throttles each device address at one call a second. */
    private static final Duration ADOBES_INTERVAL = Duration.ofSeconds(1);

    enum Prove {
        now,
        at_first_vend
    }

    private final Terminal terminal;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application's id.")
    private String application = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Ends in .csv, or holds JSON Lines.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Only say what would become of each line.")
    private boolean dryRun;

    @Option(
            names = "--prove",
            paramLabel = "WHEN",
            defaultValue = "now",
            description =
                    "${COMPLETION-CANDIDATES}. now makes one call to Adobe for each line, at most one a second for each "
                            + "device_address, and for all lines without one. at_first_vend makes none.")
    private Prove prove = Prove.now;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most N calls to Claviger a second; by default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "16",
            description = "At most N calls at a time; by default ${DEFAULT-VALUE}.")
    private int parallel;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "What is done, for the next run; by default FILE.journal.")
    private Optional<Path> journal = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "CSV with a line for each line of the file; by default FILE.report.csv.")
    private Optional<Path> report = Optional.empty();

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
        this.connection = new Connection(terminal);
        this.output = new Output(terminal);
    }

    @Override
    public Integer call() {
        if (rate < 1 || rate > 10_000 || parallel < 1 || parallel > 256) {
            throw new Failure(ExitCode.USAGE, "--rate must be from 1 to 10000, and --parallel from 1 to 256");
        }
        Api api = connection.api();
        requireApplication(api);
        Map<Long, RowResult> results = new ConcurrentSkipListMap<>();
        List<ImportRow> rows = readable(results);
        if (dryRun) {
            run(api, rows, results, _ -> {});
        } else {
            try (ImportJournal done = ImportJournal.open(journal.orElse(beside(".journal")), identity())) {
                results.putAll(done.done());
                rows.removeIf(row -> done.done().containsKey(row.line()));
                run(api, rows, results, done::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Path reported = report.orElse(beside(".report.csv"));
        write(reported, results.values());
        return summary(results.values(), reported);
    }

    private void requireApplication(Api api) {
        Reply reply = api.send("GET", Api.application(application) + "/instances?limit=1", Optional.empty(), Map.of());
        if (reply.status() == 404) {
            throw new Failure(ExitCode.FAILED, "unknown_application: no such application, or not visible to you");
        }
        reply.require();
    }

    /** The rows that can be sent. Any other has its result. */
    private List<ImportRow> readable(Map<Long, RowResult> results) {
        List<ImportRow> rows = new ArrayList<>();
        Duplicates duplicates = new Duplicates();
        new ImportFile(file)
                .read(
                        row -> {
                            Optional<RowResult> refused = row.defect()
                                    .map(defect -> RowResult.malformed(row.line(), defect))
                                    .or(() -> duplicates.of(row));
                            refused.ifPresentOrElse(result -> results.put(row.line(), result), () -> rows.add(row));
                        },
                        (line, defect) -> results.put(line, RowResult.malformed(line, defect)));
        return rows;
    }

    private void run(Api api, List<ImportRow> rows, Map<Long, RowResult> results, Consumer<RowResult> done) {
        Progress progress = new Progress(terminal, rows.size());
        boolean atFirstVend = prove == Prove.at_first_vend;
        Consumer<RowResult> each = result -> {
            results.put(result.line(), result);
            if (result.done()) {
                done.accept(result);
            }
            progress.add();
        };
        new ImportRun(
                        api,
                        application,
                        atFirstVend,
                        dryRun,
                        parallel,
                        new Pace(Duration.ofSeconds(1).dividedBy(rate)),
                        new Pace(ADOBES_INTERVAL),
                        each)
                .run(rows);
        progress.end();
    }

    /** What a journal belongs to. */
    private String identity() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String content = HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
            return String.join("\t", "claviger-import", content, application, prove.name());
        } catch (IOException | NoSuchAlgorithmException _) {
            throw new Failure(ExitCode.USAGE, file + " cannot be read");
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static void write(Path report, Iterable<RowResult> results) {
        try (CSVPrinter csv = CSVFormat.RFC4180.print(report, StandardCharsets.UTF_8)) {
            csv.printRecord("line", "instance_id", "result", "detail");
            for (RowResult row : results) {
                csv.printRecord(row.line(), row.instanceId(), row.result(), row.detail());
            }
        } catch (IOException _) {
            throw new Failure(ExitCode.FAILED, report + " cannot be written");
        }
    }

    private int summary(Collection<RowResult> results, Path reported) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("report", reported.toString());
        results.stream()
                .collect(Collectors.groupingBy(RowResult::result, TreeMap::new, Collectors.counting()))
                .forEach(shown::put);
        output.object(shown);
        long done = results.stream().filter(RowResult::done).count();
        if (done == results.size()) {
            return ExitCode.DONE;
        }
        return done == 0 ? ExitCode.FAILED : ExitCode.PARTLY_DONE;
    }
}
