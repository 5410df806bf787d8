package io.claviger.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How many classes a function's process has loaded. The JVM counts them in a file, so a frozen process tells, too. */
final class LoadedClasses {
    private LoadedClasses() {}

    /** @param function the logical id of a function with one process */
    static long of(Claviger claviger, String function) {
        int pid = claviger.local()
                .get("/local/processes")
                .jsonPath()
                .getInt("find { it.logical_id == '" + function + "' }.pid");
        String jstat = Path.of(System.getProperty("java.home"), "bin", "jstat").toString();
        try {
            Process process = new ProcessBuilder(jstat, "-class", Integer.toString(pid)).start();
            String table = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Long.parseLong(table.lines().toList().get(1).strip().split(" +", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
