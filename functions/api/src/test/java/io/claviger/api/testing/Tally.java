package io.claviger.api.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A record of calls and their answers, for people to read in {@code target/}. For one test class and one thread. */
public final class Tally {
    private final Map<String, Map<Integer, List<String>>> answers = new TreeMap<>();

    /** @param what the call, such as a route */
    public void add(String what, int status, String by) {
        answers.computeIfAbsent(what, _ -> new TreeMap<>())
                .computeIfAbsent(status, _ -> new ArrayList<>())
                .add(by);
    }

    /** Writes one line for each call and status. */
    public void write(String file) throws IOException {
        Files.write(
                Path.of("target", file),
                answers.entrySet().stream()
                        .flatMap(tried -> tried.getValue().entrySet().stream()
                                .map(answer -> tried.getKey() + " -> " + answer.getKey() + ": "
                                        + answer.getValue().stream().collect(Collectors.joining("; "))))
                        .toList());
    }
}
