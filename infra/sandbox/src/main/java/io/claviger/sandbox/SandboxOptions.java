package io.claviger.sandbox;

import java.net.URI;
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
 */
public record SandboxOptions(
        int port,
        InstantSource clock,
        RandomGenerator random,
        boolean throttle,
        @Nullable URI claviger) {

    /** Where the sandbox answers unless told otherwise. */
    public static final int USUAL_PORT = 8090;

    /** On port 8090, by the system's clock, without the throttle, alone. */
    public static SandboxOptions usual() {
        return new SandboxOptions(USUAL_PORT, InstantSource.system(), new SecureRandom(), false, null);
    }

    /** As usual, but on any free port: for tests. */
    public static SandboxOptions onAnyPort() {
        return usual().withPort(0);
    }

    /** With another port. */
    public SandboxOptions withPort(int value) {
        return new SandboxOptions(value, clock, random, throttle, claviger);
    }

    /** With another clock. */
    public SandboxOptions withClock(InstantSource value) {
        return new SandboxOptions(port, value, random, throttle, claviger);
    }

    /** With other dice. */
    public SandboxOptions withRandom(RandomGenerator value) {
        return new SandboxOptions(port, clock, value, throttle, claviger);
    }

    /** With or without the throttle at the start. */
    public SandboxOptions withThrottle(boolean value) {
        return new SandboxOptions(port, clock, random, value, claviger);
    }

    /** Beside Claviger. */
    public SandboxOptions withClaviger(@Nullable URI value) {
        return new SandboxOptions(port, clock, random, throttle, value);
    }
}
