package io.claviger.aws.dynamodb;

import io.claviger.core.instance.InstanceKey;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Assigns each instance to one of the index {@code due}'s partitions, by its key. */
record Shards(int count) {
    int of(InstanceKey key) {
        CRC32 hash = new CRC32();
        hash.update(key.toString().getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % count);
    }
}
