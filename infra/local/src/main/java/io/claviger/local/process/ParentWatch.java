package io.claviger.local.process;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;

/**
 * Starts AWS's runtime loop, and ends the process when its standard input ends. That happens when the local system
 * ends, even if it is killed.
 */
public final class ParentWatch {
    /** The exit status of a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    private ParentWatch() {}

    /** @param args the arguments of AWS's main class: the handler */
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
            // The pipe broke: the local system has ended.
        }
        Runtime.getRuntime().halt(TERMINATED);
    }
}
