package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.util.Optional;

/**
 * One call of one use case.
 *
 * @param byOperator whether an operator asks, who may replace rejected credentials
 * @param step returns the use case's result
 */
record Operation(Kind kind, ApplicationId application, Optional<InstanceKey> key, boolean byOperator, Step step) {

    /** What runs, and after how many seconds Lambda ends it: the timeouts of {@code template.yaml}. */
    enum Kind {
        STORE_APPLICATION(28),
        REGISTER(28),
        ADOPT(28),
        DEREGISTER(28),
        RESTORE(28),
        MOVE(28),
        VEND(28),
        REPORT(28),
        ISSUE_CODE(28),
        ROTATE_ENROLMENT_KEY(28),
        REVOKE_ENROLMENT_KEY(28),
        ENROL(28),
        REVOKE_DEVICE_KEY(28),
        SWEEP(50),
        REFRESH(60),
        CHECK(600),
        FOLLOW_EVIDENCE(600);

        private final Duration timeout;

        Kind(int seconds) {
            this.timeout = Duration.ofSeconds(seconds);
        }

        Duration timeout() {
            return timeout;
        }
    }

    /** The call itself, made in a process. */
    @FunctionalInterface
    interface Step {
        Object run(Functions useCases, OperationRun running);
    }

    @Override
    public String toString() {
        return kind + key.map(instance -> " " + instance).orElse(" " + application) + (byOperator ? " (operator)" : "");
    }
}
