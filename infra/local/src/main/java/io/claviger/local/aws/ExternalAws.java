package io.claviger.local.aws;

import java.net.URI;
import java.util.Map;

/** Another AWS emulator behind the local endpoint, which adds the faults that tests ask for. */
public final class ExternalAws {
    private ExternalAws() {}

    /** @param events gets every event, too, because the other emulator does not show events */
    public static Map<String, AwsService> services(URI address, AwsService events) {
        Forwarding emulator = new Forwarding(address);
        return Map.of(
                "dynamodb",
                emulator,
                "sqs",
                emulator,
                "secretsmanager",
                emulator,
                "kms",
                emulator,
                "events",
                (call, request) -> {
                    events.handle(call, request);
                    return emulator.handle(call, request);
                });
    }
}
