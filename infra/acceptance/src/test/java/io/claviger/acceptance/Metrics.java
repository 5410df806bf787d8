package io.claviger.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Metrics with their dimensions, as texts such as {@code TokensVended by Stage and Source}. */
final class Metrics {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (?:`(\\w+)`)? *\\|", Pattern.MULTILINE);

    private Metrics() {}

    /**
     * The metrics of the table in {@code docs/deploy.md}, with which {@code .ci/checks} compares alarms and dashboard.
     */
    static Set<String> documented(Path docs) throws IOException {
        String section = Files.readString(docs).split("### Metrics", 2)[1].split("\n#", 2)[0];
        Set<String> figures = new TreeSet<>();
        ROW.matcher(section).results().forEach(row -> {
            figures.add(row.group(1) + " by Stage");
            if (row.group(2) != null) {
                figures.add(row.group(1) + " by Stage and " + row.group(2));
            }
        });
        return figures;
    }

    /** The metrics in lines of CloudWatch's embedded metric format. */
    static Set<String> written(String lines) {
        Set<String> figures = new TreeSet<>();
        lines.lines().forEach(line -> {
            for (JsonNode directive : parse(line).at("/_aws/CloudWatchMetrics")) {
                for (JsonNode metric : directive.path("Metrics")) {
                    for (JsonNode dimensions : directive.path("Dimensions")) {
                        figures.add(metric.path("Name").asText() + " by "
                                + String.join(
                                        " and ",
                                        dimensions
                                                .valueStream()
                                                .map(JsonNode::asText)
                                                .toList()));
                    }
                }
            }
        });
        return figures;
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
