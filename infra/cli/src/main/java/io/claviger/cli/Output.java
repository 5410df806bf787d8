package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Prints results: tables for people, JSON for scripts. */
final class Output {
    private final Terminal terminal;

    @Option(names = "--json", order = 91, description = "Print JSON in place of a table.")
    private boolean json;

    Output(Terminal terminal) {
        this.terminal = terminal;
    }

    boolean json() {
        return json;
    }

    /** Prints one object: its members as lines. */
    void object(JsonNode object) {
        if (json) {
            terminal.out().println(object.toPrettyString());
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        flatten("", object, rows);
        aligned(rows);
    }

    /**
     * Prints a list. Each column is a JSON pointer without its first slash, such as {@code refusal/code}. A column
     * that is empty in every row is left out.
     */
    void list(List<JsonNode> rows, String... columns) {
        if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            rows.forEach(all::add);
            terminal.out().println(all.toPrettyString());
            return;
        }
        List<String> shown = Stream.of(columns)
                .filter(column -> rows.isEmpty()
                        || rows.stream().anyMatch(row -> row.at("/" + column).isValueNode()))
                .toList();
        List<List<String>> table = new ArrayList<>();
        table.add(shown.stream()
                .map(column -> column.replace('/', ' ').replace('_', ' ').toUpperCase(Locale.ROOT))
                .toList());
        rows.forEach(row -> table.add(shown.stream()
                .map(column -> row.at("/" + column).asText("-"))
                .map(text -> text.isEmpty() ? "-" : text)
                .toList()));
        aligned(table);
    }

    /** Prints each element as text, or all of them as JSON. */
    <T> void lines(List<T> elements, Function<T, String> text, Function<T, ? extends JsonNode> asJson) {
        if (json) {
            list(elements.stream().<JsonNode>map(asJson).toList());
            return;
        }
        elements.forEach(element -> text.apply(element).lines().forEach(this::line));
    }

    /** Says what was done; not in JSON. */
    void say(String text) {
        (json ? terminal.err() : terminal.out()).println(text);
    }

    private static void flatten(String name, JsonNode value, List<List<String>> rows) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> flatten(
                            name.isEmpty() ? member.getKey() : name + "." + member.getKey(), member.getValue(), rows));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(value.get(i).isValueNode() ? name : name + "." + i, value.get(i), rows);
            }
        } else {
            rows.add(List.of(name, value.asText()));
        }
    }

    private void aligned(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
            }
            line(line.toString());
        }
    }

    /** A name from the API must not steer the terminal. */
    private void line(String text) {
        terminal.out().println(text.stripTrailing().replaceAll("\\p{Cntrl}", "?"));
    }
}
