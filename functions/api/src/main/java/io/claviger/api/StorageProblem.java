package io.claviger.api;

import io.claviger.core.storage.StorageFailure;
import io.claviger.runtime.FailureDescription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What callers are told when Claviger's own storage fails. Operators find the cause in the log. */
public final class StorageProblem {
    private static final Logger LOG = System.getLogger(StorageProblem.class.getName());

    private StorageProblem() {}

    /** @param wait how long to wait before trying again; rendered as at least one second */
    public static Answer of(StorageFailure failure, Duration wait) {
        LOG.log(Level.ERROR, () -> reason(failure));
        return Answer.of(Problem.storageUnavailable(wait));
    }

    private static String reason(StorageFailure failure) {
        String code = failure.reason().code();
        return failure.cause()
                .map(cause -> code + ": " + FailureDescription.of(cause))
                .orElse(code);
    }
}
