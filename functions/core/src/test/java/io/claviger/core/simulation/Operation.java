package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.InstanceKey;
import java.util.Optional;

/**
 * One call of one use case.
 *
 * @param byOperator whether an operator asks, who may replace rejected credentials
 * @param step returns the use case's result
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
