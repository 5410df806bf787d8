package io.claviger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of credentials: CSV with a header line (RFC 4180), or JSON Lines. Members are {@code instance_id},
 * {@code client_id}, {@code client_secret}, and optionally {@code device_address} and {@code device_info}.
 */
record ImportFile(Path path) {
    private static final Set<String> REQUIRED = Set.of("instance_id", "client_id", "client_secret");
    private static final Set<String> MEMBERS =
            Set.of("instance_id", "client_id", "client_secret", "device_address", "device_info");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads every line.
     *
     * @param malformed gets the line's number and what is wrong with it, without anything of it
     */
    void read(Consumer<ImportRow> rows, BiConsumer<Long, String> malformed) {
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            if (path.toString().endsWith(".csv")) {
                csv(reader, rows, malformed);
            } else {
                jsonLines(reader, rows, malformed);
            }
        } catch (MalformedInputException _) {
            throw new Failure(ExitCode.USAGE, path + " is not text in UTF-8");
        } catch (IOException _) {
            throw new Failure(ExitCode.USAGE, path + " cannot be read");
        }
    }

    private static void csv(BufferedReader reader, Consumer<ImportRow> rows, BiConsumer<Long, String> malformed)
            throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = format.parse(reader)) {
            Set<String> header = Set.copyOf(parser.getHeaderNames());
            if (!header.containsAll(REQUIRED) || !MEMBERS.containsAll(header)) {
                throw new Failure(
                        ExitCode.USAGE,
                        "the first line must name instance_id, client_id, client_secret, and perhaps device_address and "
                                + "device_info");
            }
            Iterator<CSVRecord> records = parser.iterator();
            while (hasNext(records, parser, malformed)) {
                CSVRecord found = records.next();
                long line = parser.getCurrentLineNumber();
                if (found.isConsistent()) {
                    rows.accept(new ImportRow(
                            line,
                            found.get("instance_id"),
                            found.get("client_id"),
                            found.get("client_secret"),
                            optional(found, "device_address"),
                            optional(found, "device_info")));
                } else {
                    malformed.accept(line, "the line must have as many values as the first line");
                }
            }
        } catch (IllegalArgumentException _) {
            throw new Failure(ExitCode.USAGE, "the first line must name each member once");
        }
    }

    /** A quotation mark in the wrong place makes every line after it unreadable. */
    private static boolean hasNext(Iterator<CSVRecord> records, CSVParser parser, BiConsumer<Long, String> malformed) {
        try {
            return records.hasNext();
        } catch (UncheckedIOException | IllegalStateException _) {
            malformed.accept(
                    parser.getCurrentLineNumber(), "a quotation mark is in the wrong place; no line after it was read");
            return false;
        }
    }

    private static Optional<String> optional(CSVRecord found, String name) {
        return found.isMapped(name) ? Optional.of(found.get(name)).filter(text -> !text.isBlank()) : Optional.empty();
    }

    private static void jsonLines(BufferedReader reader, Consumer<ImportRow> rows, BiConsumer<Long, String> malformed)
            throws IOException {
        long number = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            number++;
            if (text.isBlank()) {
                continue;
            }
            Optional<JsonNode> found = object(text);
            if (found.isPresent()) {
                JsonNode row = found.get();
                rows.accept(new ImportRow(
                        number,
                        row.path("instance_id").asText(),
                        row.path("client_id").asText(),
                        row.path("client_secret").asText(),
                        optional(row, "device_address"),
                        optional(row, "device_info")));
            } else {
                malformed.accept(
                        number,
                        "the line must be one JSON object with text members of these names: "
                                + String.join(", ", MEMBERS.stream().sorted().toList()));
            }
        }
    }

    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.of(JSON.readTree(text))
                    .filter(JsonNode::isObject)
                    .filter(row -> row.properties().stream()
                            .allMatch(member -> MEMBERS.contains(member.getKey())
                                    && member.getValue().isTextual()));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> optional(JsonNode row, String name) {
        return Optional.ofNullable(row.get(name)).map(JsonNode::asText).filter(text -> !text.isBlank());
    }
}
