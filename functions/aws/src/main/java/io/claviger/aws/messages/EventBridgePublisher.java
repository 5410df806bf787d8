package io.claviger.aws.messages;

import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Publishes to EventBridge with the source {@code io.claviger} and the event's name as detail type. */
public final class EventBridgePublisher implements EventPublisher {
    private static final Logger LOG = System.getLogger(EventBridgePublisher.class.getName());

    private final Supplier<EventBridgeClient> client;
    private final String bus;

    /**
     * @param client called at the first use
     * @param bus the bus's name or ARN
     */
    public EventBridgePublisher(Supplier<EventBridgeClient> client, String bus) {
        this.client = client;
        this.bus = bus;
    }

    @Override
    public boolean publish(Event event) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source("io.claviger")
                .detailType(event.getClass().getSimpleName())
                .detail(MessageJson.detail(event))
                .time(event.at())
                .build();
        try {
            PutEventsResponse response = client.get().putEvents(request -> request.entries(entry));
            if (response.failedEntryCount() == 0) {
                return true;
            }
            LOG.log(
                    Level.ERROR,
                    "the event bus refused {0}: {1}",
                    entry.detailType(),
                    response.entries().getFirst().errorCode());
        } catch (SdkException e) {
            LOG.log(Level.ERROR, "the event bus is out of reach for " + entry.detailType(), e);
        }
        return false;
    }
}
