package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.cli.StatusLine.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;

/** What is wrong, on one screen. */
@Command(
        name = "status",
        description = {
            "Shows on one screen what is wrong, and the next command.",
            "Looks at statements, instances, the storage, renewals, the breaker, queues, alarms and the keyset.",
            "The exit status is 1 if anything is wrong, and 4 if nothing is known to be wrong but something could not be asked."
        })
final class StatusCommand implements Callable<Integer> {
    /** Of one area. */
    private static final int MAX_LINES = 8;

    private final InstantSource clock = InstantSource.system();

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(
            paramLabel = "APPLICATION",
            arity = "0..1",
            description = "The application's id; by default every application.")
    private Optional<String> application = Optional.empty();

    StatusCommand(Terminal terminal) {
        this.connection = new Connection(terminal);
        this.output = new Output(terminal);
    }

    @Override
    public Integer call() {
        Instant now = clock.instant();
        String stage = connection.stage();
        StatusOfAws aws = new StatusOfAws(connection.aws(), stage, now);
        List<StatusLine> lines = Together.of(List.<Supplier<List<StatusLine>>>of(
                        () -> ofApi(now),
                        () -> asked("renewals", aws::renewals),
                        () -> asked("breaker", aws::breaker),
                        () -> asked("queues", aws::queues),
                        () -> asked("alarms", aws::alarms),
                        () -> asked("keyset", aws::keyset)))
                .stream()
                .flatMap(List::stream)
                .toList();
        output.say("Stage %s at %s".formatted(stage, now.truncatedTo(ChronoUnit.SECONDS)));
        output.lines(output.json() ? lines : onOneScreen(lines), StatusLine::text, StatusLine::json);
        return exitCode(lines);
    }

    private List<StatusLine> ofApi(Instant now) {
        return asked("statements", () -> {
            Api api = connection.api();
            StatusOfApi status = new StatusOfApi(api, applications(api), now);
            return Together.of(List.<Supplier<List<StatusLine>>>of(
                            status::statements,
                            () -> asked("instances", status::instances),
                            () -> asked("storage", status::storage)))
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        });
    }

    private List<JsonNode> applications(Api api) {
        return application
                .map(id -> List.of(api.get(Api.application(id))))
                .orElseGet(() -> api.list("/v1/applications", "applications", Optional.empty()));
    }

    private static List<StatusLine> asked(String area, Supplier<List<StatusLine>> part) {
        try {
            return part.get();
        } catch (SdkException failed) {
            return List.of(StatusLine.unknown(area, Aws.reason(failed)));
        } catch (Failure failed) {
            return List.of(StatusLine.unknown(area, String.valueOf(failed.getMessage())));
        }
    }

    /** The first lines of each area, and how many more there are. */
    private static List<StatusLine> onOneScreen(List<StatusLine> lines) {
        Map<String, List<StatusLine>> areas = lines.stream()
                .collect(Collectors.groupingBy(StatusLine::area, LinkedHashMap::new, Collectors.toList()));
        return areas.values().stream().flatMap(StatusCommand::first).toList();
    }

    private static Stream<StatusLine> first(List<StatusLine> area) {
        if (area.size() <= MAX_LINES) {
            return area.stream();
        }
        StatusLine last = area.getLast();
        String more = (area.size() - MAX_LINES) + " more";
        return Stream.concat(
                area.stream().limit(MAX_LINES),
                Stream.of(new StatusLine(last.state(), last.area(), more, "claviger status --json")));
    }

    private static int exitCode(List<StatusLine> lines) {
        if (lines.stream().anyMatch(line -> line.state() == State.WRONG)) {
            return ExitCode.FAILED;
        }
        return lines.stream().anyMatch(line -> line.state() == State.UNKNOWN) ? ExitCode.NO_ACCESS : ExitCode.DONE;
    }
}
