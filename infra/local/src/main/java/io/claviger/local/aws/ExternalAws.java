package io.claviger.local.aws;

import java.net.URI;
import java.util.Map;

/** An AWS that others play, behind the same endpoint, with faults and all. */
public final class ExternalAws {
    private ExternalAws() {}

    /** @param events is told every event, too, since nobody else could be asked for them afterwards */
    public static Map<String, AwsService> services(URI address, AwsService events) {
        Forwarding there = new Forwarding(address);
        return Map.of("dynamodb", there, "sqs", there, "secretsmanager", there, "events", (call, request) -> {
            events.handle(call, request);
            return there.handle(call, request);
        });
    }
}
