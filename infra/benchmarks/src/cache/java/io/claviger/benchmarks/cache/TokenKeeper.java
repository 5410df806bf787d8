package io.claviger.benchmarks.cache;

import java.time.Duration;

/** One library that keeps a token of an upstream in memory. */
interface TokenKeeper {
    Duration LIFE = Duration.ofHours(6);

    /** What the kept token is like when callers come. */
    enum State {
        FRESH,
        /** It is valid, and the library wants another one. */
        DUE,
        EXPIRED
    }

    /** The caller's token. It may wait for the upstream. */
    String token();

    /** Does what nobody waits for. */
    default void work() {}
}
