package io.claviger.core.simulation;

/** What the simulated DynamoDB fails with; whether the work was done, nobody knows. */
final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreUnavailable(String call) {
        super(call);
    }
}
