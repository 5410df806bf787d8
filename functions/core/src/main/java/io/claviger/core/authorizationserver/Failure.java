package io.claviger.core.authorizationserver;

import java.time.Duration;

/** Why a call told nothing about statement or credentials. None of these may ever change an application's state. */
public sealed interface Failure {

    /** 429. Adobe's throttling page asks to wait at least one second. */
    record Throttled(Duration retryAfter) implements Failure {}

    /** No answer in time, a broken connection, or a 5xx. {@code reason} is short, stable and holds nothing secret. */
    record Unavailable(String reason) implements Failure {}

    /** An answer that the documented protocol does not know. {@code reason} is short, stable and holds nothing secret. */
    record Unintelligible(String reason) implements Failure {}

    /** A documented refusal of the request itself, such as {@code invalid_request}; {@code code} is the error code. */
    record RequestRefused(String code) implements Failure {}

    /** A word for logs and metrics. */
    default String label() {
        return switch (this) {
            case Throttled _ -> "throttled";
            case Unavailable _ -> "unavailable";
            case Unintelligible _ -> "unintelligible";
            case RequestRefused _ -> "request_refused";
        };
    }
}
