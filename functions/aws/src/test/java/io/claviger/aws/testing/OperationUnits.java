package io.claviger.aws.testing;

import io.claviger.aws.testing.CapacityMeter.Consumed;
import java.util.Map;

/**
 * What an operation consumes of DynamoDB, in either storage of credentials, for an application that has had eighteen
 * statements. One test measures these figures, and the model of costs is held to them.
 */
public final class OperationUnits {
    private OperationUnits() {}

    /** The units by operation. */
    public static Map<String, Consumed> measured() {
        return Map.of(
                "registration", new Consumed(12, 10),
                "first vend, with its refresh", new Consumed(4, 8),
                "vend from memory", new Consumed(0, 0),
                "vend from the store", new Consumed(1, 0),
                "vend from the store in a new process", new Consumed(2, 0),
                "renewal", new Consumed(4, 9));
    }
}
