package io.claviger.acceptance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What the functions log, read once. */
final class FunctionLogs {
    private static final Pattern WARNING =
            Pattern.compile("\\b(WARN|WARNING|ERROR|FATAL|SEVERE)\\b|Exception in thread");

    private final Claviger claviger;
    private final Map<String, Integer> read = new ConcurrentHashMap<>();

    FunctionLogs(Claviger claviger) {
        this.claviger = claviger;
    }

    /** The warnings and errors since the last call. */
    List<String> newWarnings() {
        List<String> functions =
                claviger.local().get("/local/processes").jsonPath().getList("logical_id");
        return functions.stream()
                .distinct()
                .flatMap(function -> newLines(function).stream().map(line -> function + ": " + line))
                .filter(line -> WARNING.matcher(line).find())
                .toList();
    }

    private List<String> newLines(String function) {
        List<String> lines = claviger.local()
                .get("/local/logs/" + function)
                .asString()
                .lines()
                .toList();
        Integer before = read.put(function, lines.size());
        return lines.subList(before == null ? 0 : before, lines.size());
    }
}
