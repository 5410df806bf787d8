package io.claviger.aws.upstream;

import io.claviger.core.authorizationserver.Failure;
import java.time.Duration;
import java.time.Instant;

/**
 * A call to the authorization server that is over.
 *
 * @param endpoint {@code register}, {@code token} or {@code api}
 */
public record UpstreamCall(String endpoint, Instant begun, Duration took, Outcome outcome) {

    /** What became of it, seen from afar. */
    public enum Kind {
        /** What was asked for was given. */
        GRANTED,
        /** The authorization server said no. */
        REFUSED,
        /** It asked to be spared for a while. */
        THROTTLED,
        /** There was no answer, or none that tells anything. */
        FAILED
    }

    /**
     * What became of it.
     *
     * @param label a word for metrics and traces
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
