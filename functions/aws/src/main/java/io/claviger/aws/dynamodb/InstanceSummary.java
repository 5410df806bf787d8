package io.claviger.aws.dynamodb;

import io.claviger.core.instance.InstanceKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The members of an instance's item that are neither secret nor personal, read without the sealing key. */
public record InstanceSummary(
        InstanceKey key,
        String status,
        Optional<String> clientId,
        Optional<Instant> tokenExpiresAt,
        Optional<Instant> tokenRefreshAfter) {

    /** Empty for an item of the table that is not an instance, such as a device's pacing. */
    public static Optional<InstanceSummary> of(Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(attributes);
        return item.optionalText(RegistrationAttributes.STATUS)
                .map(status -> new InstanceSummary(
                        InstanceKey.parse(item.text(InstanceItem.KEY)),
                        status,
                        item.optionalItem(RegistrationAttributes.CLIENT).map(client -> client.text("id")),
                        item.optionalTime(InstanceItem.TOKEN_EXPIRES_AT),
                        item.optionalTime(InstanceItem.TOKEN_REFRESH_AFTER)));
    }
}
