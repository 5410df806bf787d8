package io.claviger.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The options of a sandbox.
 *
 * @param port     TCP port on the loopback address; 0 takes any free one
 * @param clock    dates statements, clients, tokens and calls
 * @param random   chooses the calls that a fault affects; safe for many threads
 * @param throttle whether Adobe's throttle is on at the start
 * @param claviger base URI of Claviger's local system, to show it on the page; null for none
 * @param data     folder that stores applications, custom schemes, clients, viewers and keys, unencrypted; null for memory alone
 */
public record SandboxOptions(
        int port,
        InstantSource clock,
        RandomGenerator random,
        boolean throttle,
        @Nullable URI claviger,
        @Nullable Path data) {

    /** The default port. */
    public static final int DEFAULT_PORT = 8090;

    /** Port 8090, the system's clock, throttle off, without Claviger, in memory. */
    public static SandboxOptions usual() {
        return new SandboxOptions(DEFAULT_PORT, InstantSource.system(), new SecureRandom(), false, null, null);
    }

    /** As {@link #usual}, on any free port: for tests. */
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

    /** With another random generator. */
    public SandboxOptions withRandom(RandomGenerator value) {
        return new SandboxOptions(port, clock, value, throttle, claviger, data);
    }

    /** With or without the throttle at the start. */
    public SandboxOptions withThrottle(boolean value) {
        return new SandboxOptions(port, clock, random, value, claviger, data);
    }

    /** With Claviger on the page. */
    public SandboxOptions withClaviger(@Nullable URI value) {
        return new SandboxOptions(port, clock, random, throttle, value, data);
    }

    /** With a data folder, which is created if it is missing. */
    public SandboxOptions withData(@Nullable Path value) {
        return new SandboxOptions(port, clock, random, throttle, claviger, value);
    }
}
