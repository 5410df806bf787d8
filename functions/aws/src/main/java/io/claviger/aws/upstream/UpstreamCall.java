package io.claviger.aws.upstream;

import io.claviger.core.authorizationserver.Failure;
import java.time.Duration;
import java.time.Instant;

/**
 * A completed call to the authorization server.
 *
 * @param endpoint {@code register}, {@code token} or {@code api}
 */
public record UpstreamCall(String endpoint, Instant begun, Duration took, Outcome outcome) {

    /** The category of an outcome. */
    public enum Kind {
        /** The authorization server granted the request. */
        GRANTED,
        /** The authorization server refused the request. */
        REFUSED,
        /** The authorization server throttled the request. */
        THROTTLED,
        /** There was no answer, or an unintelligible one. */
        FAILED
    }

    /**
     * The outcome of a call.
     *
     * @param label its name in metrics and traces
     */
    public record Outcome(String label, Kind kind) {
        static Outcome granted(String label) {
            return new Outcome(label, Kind.GRANTED);
        }

        static Outcome refused(String label) {
            return new Outcome(label, Kind.REFUSED);
        }

        static Outcome of(Failure failure) {
            Kind kind = switch (failure) {
                case Failure.Throttled _ -> Kind.THROTTLED;
                case Failure.RequestRefused _ -> Kind.REFUSED;
                case Failure.Unavailable _, Failure.Unintelligible _ -> Kind.FAILED;
            };
            return new Outcome(failure.label(), kind);
        }
    }
}
