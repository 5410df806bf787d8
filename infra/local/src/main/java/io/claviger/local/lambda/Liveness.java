package io.claviger.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether a process can take an invocation. For some milliseconds after a kill, the process still has its
 * connections, and its parent does not know of its end. Linux tells at once; elsewhere such an invocation is lost.
 */
final class Liveness {
    /** The fields of /proc/PID/stat after the name, by proc(5). */
    private static final int FLAGS = 6;

    private static final int PENDING_SIGNALS = 28;
    /** PF_EXITING and PF_SIGNALED in Linux's sched.h. */
    private static final long ENDING = 0x4 | 0x400;

    private static final long SIGKILL = 1L << (9 - 1);

    private Liveness() {}

    static boolean isAlive(Process process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!process.isAlive() || !Files.exists(stat)) {
            return process.isAlive();
        }
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return !fields[0].equals("Z")
                    && (Long.parseLong(fields[FLAGS]) & ENDING) == 0
                    && (Long.parseLong(fields[PENDING_SIGNALS]) & SIGKILL) == 0;
        } catch (IOException ended) {
            return false;
        }
    }
}
