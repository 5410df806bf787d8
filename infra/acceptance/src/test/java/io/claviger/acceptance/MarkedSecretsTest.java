package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Drives a system of its own, with every function at DEBUG, through every route and every fault with marked secrets.
 * Then it searches all output for the marks, for every secret sent between Claviger and Adobe, and for every secret in
 * the vault.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MarkedSecretsTest {
    /** Members and parameters on the wire whose values are secrets. */
    private static final Map<String, Pattern> ON_THE_WIRE = Map.of(
            "client_secret", Pattern.compile("\"?client_secret\"?\\s*[:=]\\s*\"?([A-Za-z0-9_~.%-]{8,})"),
            "access token", Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]{8,})\""),
            "bearer token", Pattern.compile("(?i)Authorization: Bearer (\\S{8,})"),
            "software statement", Pattern.compile("\"software_statement\"\\s*:\\s*\"([^\"]{8,})\""));

    /** These metrics need a race at a certain moment, a lost keyset, a crowded address, or wrong answers of Adobe's. */
    private static final Set<String> RARE = Set.of(
            "BreakerOpen by Stage",
            "ClientsLeftBehind by Stage",
            "ClientsSalvaged by Stage",
            "ProbesStopped by Stage",
            "QuarantinesHeldBack by Stage",
            "RefreshesPostponed by Stage",
            "RefreshesPostponedPastExpiry by Stage",
            "SealsBroken by Stage");

    private final Secrets secrets = new Secrets();
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final Map<String, String> open = new TreeMap<>();
    private final Map<String, String> closed = new TreeMap<>();
    private final Map<String, String> logs = new TreeMap<>();
    private int requests;

    private final RecordingProxy tap;
    private final LocalSystem system;

    MarkedSecretsTest() throws IOException, InterruptedException {
        tap = RecordingProxy.listen();
        system = LocalSystem.start(HookCommand.playedIn(LocalOptions.onFreePorts(Path.of("../../template.yaml")))
                .withParameter("EnrolmentsPerHour", "1")
                .withParameter("LogLevel", "DEBUG")
                .withParameter("AuthorizationServerUri", tap.uri())
                .withParameter("UpstreamTimeoutSeconds", "2")
                .withSchedules(false)
                .withConsole(console::add));
        tap.leadTo(system.sandbox().baseUri());
    }

    @AfterAll
    void stop() {
        system.close();
        tap.close();
    }

    @BeforeAll
    void doEverythingOnce() {
        Claviger claviger =
                new Claviger(system.api(), system.iam(), system.sandbox().baseUri(), system.aws());
        MarkedCaller caller = new MarkedCaller(claviger, secrets);
        SearchedPlaces places = new SearchedPlaces(claviger, caller);
        makeDeadLetters(places);
        new MarkedWorkload(claviger, caller).run();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> places.queue("claviger-local-refresh-dead-letters").contains("MessageId"));
        collect(places);
        requests = caller.answers().size();
        open.putAll(places.open());
        open.put("console of the local system", String.join("\n", console));
        closed.putAll(places.closed());
        closed.put("traffic with Adobe", tap.text());
        logs.putAll(places.logs());
    }

    /** Redelivers failed messages after a second, and makes them dead letters after three receives. */
    private static void makeDeadLetters(SearchedPlaces places) {
        places.queueUrls()
                .forEach(url -> places.sqs(
                        "SetQueueAttributes", Map.of("QueueUrl", url, "Attributes", Map.of("VisibilityTimeout", "1"))));
        places.queueUrls().stream()
                .filter(url -> !url.endsWith("dead-letters"))
                .forEach(url -> places.sqs("SendMessage", Map.of("QueueUrl", url, "MessageBody", "not a message")));
    }

    /** Adds the secrets that no caller marked. */
    private void collect(SearchedPlaces places) {
        String wire = tap.text();
        ON_THE_WIRE.forEach(
                (kind, pattern) -> pattern.matcher(wire).results().forEach(match -> secrets.add(kind, match.group(1))));
        places.secretValues().forEach((name, value) -> {
            if (name.endsWith("/software-statement")) {
                secrets.add("software statement", value);
            } else {
                Matcher leaf = Pattern.compile("\"(client_secret|seed|value)\":\"([^\"]{8,})\"")
                        .matcher(value);
                leaf.results().forEach(match -> secrets.add("vault's " + match.group(1), match.group(2)));
            }
        });
    }

    @Test
    void no_secret_is_anywhere_but_where_it_belongs() {
        Secrets.Search search = secrets.search();
        StringBuilder table = new StringBuilder(
                "%n%d requests, %d secrets: %s%n%n| searched | bytes | hits |%n| --- | ---: | ---: |%n"
                        .formatted(requests, secrets.size(), secrets.counts()));
        Map<String, Set<String>> leaks = new TreeMap<>();
        open.forEach((place, text) -> {
            Set<String> hits = search.in(text);
            table.append("| %s | %,d | %d |%n".formatted(place, text.length(), hits.size()));
            if (!hits.isEmpty()) {
                leaks.put(place, hits);
            }
        });
        closed.forEach((place, text) -> table.append("| (%s, where they belong) | %,d | %d |%n"
                .formatted(place, text.length(), search.in(text).size())));
        System.out.println(table);

        assertThat(requests).isGreaterThan(100);
        assertThat(leaks).isEmpty();
    }

    @Test
    void the_search_finds_secrets_where_they_belong() {
        Secrets.Search search = secrets.search();

        assertThat(search.in(closed.getOrDefault("values in Secrets Manager", "")))
                .contains("client_secret, as it is", "software statement, as it is", "vault's seed, as it is");
        assertThat(search.in(closed.getOrDefault("answers with a token", ""))).contains("access token, as it is");
        assertThat(search.in(closed.getOrDefault("traffic with Adobe", "")))
                .contains("X-Device-Info, as it is", "client IP, as it is", "marked adopted client_secret, as it is");
    }

    @Test
    void adobe_gets_no_trace_header() {
        assertThat(open.getOrDefault("traces", "")).contains("\"outcome\":\"registered\"", "\"outcome\":\"issued\"");
        assertThat(closed.getOrDefault("traffic with Adobe", ""))
                .contains("User-Agent: Claviger")
                .doesNotContainIgnoringCase("trace-id", "traceparent");
    }

    @Test
    void the_search_finds_other_encodings_and_parts() {
        Secrets hidden = new Secrets();
        String secret = "a very/secret+thing that is long enough to be searched for in pieces, too, as it should";
        hidden.add("secret", secret);
        Secrets.Search search = hidden.search();
        byte[] bytes = ("x" + secret).getBytes(StandardCharsets.UTF_8);

        assertThat(search.in("<" + secret + ">")).contains("secret, as it is", "secret, piece at 40");
        assertThat(search.in(secret.substring(35))).containsExactly("secret, piece at 40");
        assertThat(search.in(Base64.getEncoder().encodeToString(bytes))).contains("secret, Base64, offset 1");
        assertThat(search.in(HexFormat.of().formatHex(bytes))).containsExactly("secret, hexadecimal");
        assertThat(search.in(java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .contains("secret, URL-encoded");
        assertThat(search.in("nothing to be found here")).isEmpty();
    }

    @Test
    void exactly_the_documented_metrics_are_written() throws IOException {
        Set<String> written = Metrics.written(open.getOrDefault("metrics", ""));
        Set<String> documented = Metrics.documented(Path.of("../../docs/deploy.md"));

        assertThat(documented).containsAll(written);
        documented.removeAll(written);
        assertThat(RARE).containsAll(documented);
    }

    @Test
    void every_line_that_a_function_prints_is_one_json_object_but_the_jvms_own() {
        ObjectMapper json = new ObjectMapper();
        Map<String, List<String>> others = new TreeMap<>();
        logs.forEach((function, log) -> {
            List<String> bad = log.lines()
                    .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS: "))
                    .filter(line -> !isObject(json, line))
                    .limit(5)
                    .toList();
            if (!bad.isEmpty()) {
                others.put(function, bad);
            }
        });
        assertThat(logs).hasSize(6);
        assertThat(others).isEmpty();
    }

    private static boolean isObject(ObjectMapper json, String line) {
        try {
            return json.readTree(line).isObject();
        } catch (IOException malformed) {
            return false;
        }
    }
}
