package io.claviger.core.simulation;

/** A failure of the simulated DynamoDB. The caller does not know whether the write happened. */
class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreUnavailable(String call) {
        super(call);
    }
}
