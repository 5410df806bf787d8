package io.claviger.core.authorizationserver;

import java.time.Duration;
import java.util.Set;

/** Why a call told nothing about statement or credentials. None of these may ever change an application's state. */
public sealed interface Failure {

    /** 429. Adobe's throttling page asks to wait at least one second. */
    record Throttled(Duration retryAfter) implements Failure {
        @Override
        public String code() {
            return label();
        }
    }

    /** No answer in time, a broken connection, or a 5xx. {@code reason} is short, stable and holds nothing secret. */
    record Unavailable(String reason) implements Failure {
        @Override
        public String code() {
            return reason;
        }
    }

    /** An answer that the documented protocol does not know. {@code reason} is short, stable and holds nothing secret. */
    record Unintelligible(String reason) implements Failure {
        @Override
        public String code() {
            return reason;
        }
    }

    /** A documented refusal of the request itself, such as {@code invalid_request}; {@code code} is the error code. */
    record RequestRefused(String code) implements Failure {}

    /** What happened exactly: short, stable and nothing secret. */
    String code();

    /**
     * Whether the authorization server may have done what it was asked to. It has not where no connection was made, and where
     * it answered with a 4xx; after a timeout, a 5xx or an answer that makes no sense, nobody knows.
     */
    default boolean mayHaveBeenDone() {
        return switch (this) {
            case Throttled _, RequestRefused _ -> false;
            case Unavailable _, Unintelligible _ ->
                !code().startsWith("http_4")
                        && !Set.of("connection_failed", "no_error_code", "unknown_error_code")
                                .contains(code());
        };
    }

    /** A word for metrics. */
    default String label() {
        return switch (this) {
            case Throttled _ -> "throttled";
            case Unavailable _ -> "unavailable";
            case Unintelligible _ -> "unintelligible";
            case RequestRefused _ -> "request_refused";
        };
    }
}
