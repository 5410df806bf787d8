package io.claviger.core.authorizationserver;

import java.time.Duration;
import java.util.Locale;

/** Why a call told nothing about statement or credentials. None of these may ever change an application's state. */
public sealed interface Failure {

    /** The sorts of failure, without what happened exactly. */
    enum Kind {
        THROTTLED,
        UNAVAILABLE,
        UNINTELLIGIBLE,
        REQUEST_REFUSED
    }

    /** What is known of a request that failed. */
    enum Effect {
        /** It was not carried out: nothing was sent, or the answer was a 4xx. */
        NONE,
        /** Nobody knows: it was sent, and what came back does not rule out that it was carried out. */
        UNKNOWN
    }

    /** 429. Adobe's throttling page asks to wait at least one second. */
    record Throttled(Duration retryAfter) implements Failure {
        @Override
        public String code() {
            return label();
        }
    }

    /**
     * No answer in time, no connection or a broken one, a 408 or a 5xx; or a call that was not made, because something that it
     * takes is out of reach. {@code reason} is short, stable and holds nothing secret.
     */
    record Unavailable(String reason, Effect effect) implements Failure {
        /** A request that may have been carried out. */
        public Unavailable(String reason) {
            this(reason, Effect.UNKNOWN);
        }

        /** Nothing was sent. */
        public static Unavailable unsent(String reason) {
            return new Unavailable(reason, Effect.NONE);
        }

        @Override
        public String code() {
            return reason;
        }
    }

    /** An answer that the documented protocol does not know. {@code reason} is short, stable and holds nothing secret. */
    record Unintelligible(String reason, Effect effect) implements Failure {
        /** An answer to a request that may have been carried out. */
        public Unintelligible(String reason) {
            this(reason, Effect.UNKNOWN);
        }

        @Override
        public String code() {
            return reason;
        }
    }

    /** A documented refusal of the request itself, such as {@code invalid_request}; {@code code} is the error code. */
    record RequestRefused(String code) implements Failure {}

    /** What happened exactly: short, stable and nothing secret. */
    String code();

    /** Whether the authorization server may have done what it was asked to. */
    default boolean mayHaveBeenDone() {
        Effect effect = switch (this) {
            case Throttled _, RequestRefused _ -> Effect.NONE;
            case Unavailable unavailable -> unavailable.effect();
            case Unintelligible unintelligible -> unintelligible.effect();
        };
        return effect == Effect.UNKNOWN;
    }

    default Kind kind() {
        return switch (this) {
            case Throttled _ -> Kind.THROTTLED;
            case Unavailable _ -> Kind.UNAVAILABLE;
            case Unintelligible _ -> Kind.UNINTELLIGIBLE;
            case RequestRefused _ -> Kind.REQUEST_REFUSED;
        };
    }

    /** A word for metrics. */
    default String label() {
        return kind().name().toLowerCase(Locale.ROOT);
    }
}
