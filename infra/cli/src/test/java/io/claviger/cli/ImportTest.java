package io.claviger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports of credentials. */
class ImportTest {
    private static final String HEADER = "instance_id,client_id,client_secret\n";
    private static final int PARALLEL = 16;
    private static final String SECRET = "s3cr3t-";

    private final FakeClaviger claviger = new FakeClaviger();
    private final Path folder;
    private final Path csv;
    private final Tool tool;

    ImportTest(@TempDir Path folder) {
        this.folder = folder;
        this.csv = folder.resolve("fleet.csv");
        this.tool = new Tool(folder, claviger.url());
    }

    @AfterEach
    void stop() {
        claviger.close();
    }

    @Test
    void ten_thousand_rows_killed_twice_are_adopted_once_each() throws Exception {
        int rows = 10_000;
        Files.writeString(csv, HEADER + rows(rows));

        killAfter(rows / 4);
        killAfter(rows / 2);
        long before = puts();
        assertThat(importing()).isEqualTo(ExitCode.DONE);

        assertThat(claviger.instances).hasSize(rows);
        assertThat(claviger.adoptions.values()).hasSize(rows).containsOnly(1);
        // What earlier runs did is not sent again, but for the calls that a kill cut off.
        assertThat(puts() - before).isLessThanOrEqualTo(rows / 2 + PARALLEL);
        List<String> report = report();
        assertThat(report).hasSize(rows + 1);
        assertThat(report.stream().skip(1)).allMatch(line -> line.contains("adopted"));
    }

    private long puts() {
        return claviger.requests.stream()
                .filter(request -> request.method().equals("PUT"))
                .count();
    }

    /** Runs the import in a process of its own, and kills that once so many instances are adopted. */
    private void killAfter(int adopted) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.claviger.cli.Claviger",
                        "credentials",
                        "import",
                        "tv",
                        csv.toString(),
                        "--prove=at_first_vend",
                        "--rate=2000",
                        "--parallel=" + PARALLEL,
                        "--url",
                        claviger.url(),
                        "--jwt",
                        folder.resolve("jwt").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        await().atMost(Duration.ofMinutes(2)).until(() -> claviger.adoptions.size() >= adopted || !process.isAlive());
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("output")))
                .isTrue();
        process.destroyForcibly().waitFor();
        assertThat(claviger.adoptions.size()).isLessThan(10_000);
    }

    @Test
    void each_bad_line_has_its_own_word_and_number_and_shows_nothing_of_itself() throws IOException {
        claviger.instance("taken", "ACTIVE", "another");
        Files.writeString(csv, HEADER + """
                good,c1,s3cr3t-1
                bad id,c2,s3cr3t-2
                short,c3
                taken,c4,s3cr3t-4
                good,c5,s3cr3t-5
                five,c1,s3cr3t-6
                six,c6,s3cr3t-1
                seven,c7,
                """);

        assertThat(importing()).isEqualTo(ExitCode.PARTLY_DONE);

        assertThat(report().stream().map(line -> line.replaceAll("^(\\d+,[^,]*,[^,]*).*", "$1")))
                .containsExactly(
                        "line,instance_id,result,detail",
                        "2,good,adopted",
                        "3,,malformed",
                        "4,,malformed",
                        "5,taken,registered_with_another_client",
                        "6,good,duplicate",
                        "7,five,duplicate",
                        "8,six,duplicate",
                        "9,,malformed");
        assertThat(written()).doesNotContain(SECRET);
    }

    @Test
    void json_lines_are_read_and_a_broken_one_is_malformed() throws IOException {
        Path lines = folder.resolve("fleet.jsonl");
        Files.writeString(lines, """
                {"instance_id":"one","client_id":"c1","client_secret":"s3cr3t-1","device_address":"203.0.113.7"}
                {"instance_id":"two","client_id":"c2","client_secret":"s3cr3t-2"

                {"instance_id":"three","client_id":"c3","client_secret":"s3cr3t-3","password":"x"}
                {"instance_id":"four","client_id":4,"client_secret":"s3cr3t-4"}
                """);

        assertThat(tool.run("credentials", "import", "tv", lines.toString())).isEqualTo(ExitCode.PARTLY_DONE);

        assertThat(claviger.instances).containsOnlyKeys("one");
        assertThat(claviger.requests)
                .last()
                .extracting(request -> request.headers().get("device"))
                .isEqualTo("203.0.113.7");
        assertThat(Files.readString(folder.resolve("fleet.jsonl.report.csv")))
                .contains("2,,malformed", "4,,malformed", "5,,malformed");
        assertThat(written()).doesNotContain(SECRET);
    }

    @Test
    void a_dry_run_changes_nothing_and_says_what_would_become_of_each_line() throws IOException {
        claviger.instance("same", "ACTIVE", "c2");
        claviger.instance("taken", "ACTIVE", "another");
        Files.writeString(csv, HEADER + "new,c1,s1\nsame,c2,s2\ntaken,c3,s3\n");

        assertThat(importing("--dry-run")).isEqualTo(ExitCode.PARTLY_DONE);

        assertThat(claviger.requests).allMatch(request -> request.method().equals("GET"));
        assertThat(report())
                .contains("2,new,would_adopt,", "3,same,already_adopted,")
                .anyMatch(line -> line.startsWith("4,taken,registered_with_another_client"));
    }

    @Test
    void a_throttled_line_is_sent_again_and_a_refused_one_is_not() throws IOException {
        Files.writeString(csv, HEADER + "one,c1,s1\n");
        assertThat(importing("--dry-run")).isEqualTo(ExitCode.DONE);
        claviger.instances.clear();
        claviger.requests.clear();
        claviger.answersOnce(200, "");
        claviger.answersOnce(429, "throttled");
        claviger.answersOnce(503, "storage_unavailable");
        assertThat(importing()).isEqualTo(ExitCode.DONE);
        assertThat(puts()).isEqualTo(3);

        Files.writeString(csv, HEADER + "two,c2,s2\n");
        claviger.answersOnce(200, "");
        claviger.answersOnce(409, "credentials_rejected");
        assertThat(importing("--journal=" + folder.resolve("another"))).isEqualTo(ExitCode.FAILED);
        assertThat(report()).anyMatch(line -> line.startsWith("2,two,refused_by_adobe"));
    }

    @Test
    void a_journal_of_another_file_or_application_is_refused() throws IOException {
        Files.writeString(csv, HEADER + "one,c1,s1\n");
        assertThat(importing()).isEqualTo(ExitCode.DONE);
        Files.writeString(csv, HEADER + "two,c2,s2\n");
        assertThat(importing()).isEqualTo(ExitCode.USAGE);
        assertThat(tool.err()).contains("belongs to another file");
        assertThat(claviger.instances).containsOnlyKeys("one");
    }

    @Test
    void an_unknown_application_stops_the_import_before_its_first_line() throws IOException {
        Files.writeString(csv, HEADER + "one,c1,s1\n");
        assertThat(tool.run("credentials", "import", "radio", csv.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(tool.err()).contains("unknown_application");
    }

    @Test
    void calls_to_adobe_keep_one_second_between_two_for_an_address() {
        Pace pace = new Pace(Duration.ofSeconds(1));
        assertThat(IntStream.range(0, 3)
                        .mapToObj(_ -> pace.take("a", 0).toSeconds())
                        .toList())
                .containsExactly(0L, 1L, 2L);
        assertThat(pace.take("b", 0)).isZero();
        pace.holdBack("b", Duration.ofSeconds(9), 0);
        assertThat(pace.take("b", 0)).hasSeconds(9);
    }

    private int importing(String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("credentials", "import", "tv", csv.toString(), "--prove=at_first_vend", "--rate=2000"));
        arguments.addAll(List.of(options));
        return tool.run(arguments.toArray(String[]::new));
    }

    private List<String> report() throws IOException {
        return Files.readAllLines(folder.resolve("fleet.csv.report.csv"));
    }

    /** Everything that the tool wrote, but the files that it was given. */
    private String written() throws IOException {
        StringBuilder all = new StringBuilder(tool.out()).append(tool.err());
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().contains("report") || file.toString().contains("journal")) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    private static String rows(int number) {
        return IntStream.range(0, number)
                .mapToObj("i%1$d,c%1$d,s%1$d"::formatted)
                .collect(Collectors.joining("\n"));
    }
}
