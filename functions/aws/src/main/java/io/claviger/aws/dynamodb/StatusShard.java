package io.claviger.aws.dynamodb;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration;
import java.util.Optional;

/**
 * The partitions of the index {@code status}. It holds the items of instances that are not ACTIVE, canaries excepted:
 * most instances are ACTIVE, and their renewals do not write to it. The instances of one application and status lie in
 * several partitions, so that no partition limits how many change at once.
 */
final class StatusShard {
    static final String INDEX = "status";
    static final String ATTRIBUTE = "statusShard";

    /** A constant: items keep their partition until their status changes. */
    private static final Shards SHARDS = new Shards(8);

    private StatusShard() {}

    static int count() {
        return SHARDS.count();
    }

    static String of(ApplicationId application, String status, int shard) {
        return application + "#" + status + "#" + shard;
    }

    /** The application and the status of a partition, with {@code #} between them. */
    static String withoutNumber(String partition) {
        return partition.substring(0, partition.lastIndexOf('#'));
    }

    /** Empty for an instance that the index does not hold. */
    static Optional<String> of(InstanceKey key, Registration registration) {
        return switch (registration) {
            case Registration.Active _ -> Optional.empty();
            case Registration.Unregistered _,
                    Registration.Attempt _,
                    Registration.Suspect _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ ->
                Optional.of(of(key.application(), registration.status(), SHARDS.of(key)))
                        .filter(_ -> !key.isCanary());
        };
    }
}
