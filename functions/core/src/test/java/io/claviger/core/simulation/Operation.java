package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.fake.UseCases;
import io.claviger.core.instance.InstanceKey;
import java.util.Optional;

/**
 * One call of one use case.
 *
 * @param byOperator whether an operator asks, who may replace what was rejected
 * @param step returns what the use case answered
 */
record Operation(Kind kind, ApplicationId application, Optional<InstanceKey> key, boolean byOperator, Step step) {

    enum Kind {
        STORE_APPLICATION,
        REGISTER,
        ADOPT,
        DEREGISTER,
        RESTORE,
        VEND,
        REPORT,
        SWEEP,
        REFRESH,
        CHECK,
        FOLLOW_EVIDENCE
    }

    /** What is done in a process. */
    @FunctionalInterface
    interface Step {
        Object run(UseCases useCases, Running running);
    }

    @Override
    public String toString() {
        return kind + key.map(instance -> " " + instance).orElse(" " + application) + (byOperator ? " (operator)" : "");
    }
}
