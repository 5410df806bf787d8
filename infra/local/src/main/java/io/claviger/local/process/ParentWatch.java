package io.claviger.local.process;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;

/**
 * Starts AWS's runtime loop and ends the process when its standard input does: that is when the local system has gone, even if it
 * was killed and could not say so.
 */
public final class ParentWatch {
    /** What a shell reports for a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    private ParentWatch() {}

    /** @param args the handler, as AWS's own main class takes it */
    public static void main(String[] args) throws Throwable {
        Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::waitForParentsEnd);
        AWSLambda.main(args);
    }

    private static void waitForParentsEnd() {
        try {
            while (System.in.read() >= 0) {
                // The local system writes nothing.
            }
        } catch (IOException broken) {
            // A broken pipe ends it just as well.
        }
        Runtime.getRuntime().halt(TERMINATED);
    }
}
