package io.claviger.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How to start a sandbox.
 *
 * @param port     TCP port on the loopback address; 0 takes any free one
 * @param clock    the time that statements, clients, tokens and the throttle go by
 * @param random   decides the share of calls that a fault meets; safe for many threads
 * @param throttle whether Adobe's throttle is on from the start
 * @param claviger where Claviger's local system answers, to show its side on the page; null if it runs alone
 * @param data     folder where applications, custom schemes, clients and keys outlive the sandbox, in clear; null to have all in memory
 */
public record SandboxOptions(
        int port,
        InstantSource clock,
        RandomGenerator random,
        boolean throttle,
        @Nullable URI claviger,
        @Nullable Path data) {

    /** Where the sandbox answers unless told otherwise. */
    public static final int USUAL_PORT = 8090;

    /** On port 8090, by the system's clock, without the throttle, alone, in memory. */
    public static SandboxOptions usual() {
        return new SandboxOptions(USUAL_PORT, InstantSource.system(), new SecureRandom(), false, null, null);
    }

    /** As usual, but on any free port: for tests. */
    public static SandboxOptions onAnyPort() {
        return usual().withPort(0);
    }

    /** With another port. */
    public SandboxOptions withPort(int value) {
        return new SandboxOptions(value, clock, random, throttle, claviger, data);
    }

    /** With another clock. */
    public SandboxOptions withClock(InstantSource value) {
        return new SandboxOptions(port, value, random, throttle, claviger, data);
    }

    /** With other dice. */
    public SandboxOptions withRandom(RandomGenerator value) {
        return new SandboxOptions(port, clock, value, throttle, claviger, data);
    }

    /** With or without the throttle at the start. */
    public SandboxOptions withThrottle(boolean value) {
        return new SandboxOptions(port, clock, random, value, claviger, data);
    }

    /** Beside Claviger. */
    public SandboxOptions withClaviger(@Nullable URI value) {
        return new SandboxOptions(port, clock, random, throttle, value, data);
    }

    /** With a folder that keeps what must outlive the sandbox; made if there is none. */
    public SandboxOptions withData(@Nullable Path value) {
        return new SandboxOptions(port, clock, random, throttle, claviger, value);
    }
}
