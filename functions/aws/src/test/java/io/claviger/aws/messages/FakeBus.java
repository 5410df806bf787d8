package io.claviger.aws.messages;

import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Records its last request. It may refuse events with status 200, as EventBridge does. */
final class FakeBus implements EventBridgeClient {
    private List<PutEventsRequestEntry> last = List.of();
    private boolean refusing;
    private boolean broken;

    void refuse() {
        refusing = true;
    }

    void breakDown() {
        broken = true;
    }

    /** The only event of the last request. */
    PutEventsRequestEntry only() {
        if (last.size() != 1) {
            throw new IllegalStateException("there were %d events".formatted(last.size()));
        }
        return last.getFirst();
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        if (broken) {
            throw EventBridgeException.builder().message("out of order").build();
        }
        last = request.entries();
        PutEventsResultEntry.Builder result = PutEventsResultEntry.builder();
        return PutEventsResponse.builder()
                .failedEntryCount(refusing ? 1 : 0)
                .entries((refusing ? result.errorCode("InternalFailure") : result.eventId("id")).build())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
