package io.claviger.aws.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.json.JsonTree;
import io.claviger.core.application.Evidence;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Event;
import java.time.Instant;

/** The JSON of messages and events: members in snake case, times as Unix milliseconds in queues, ISO 8601 in events. */
public final class MessageJson {
    private static final String INSTANCE_KEY = "instance_key";

    private MessageJson() {}

    static String refresh(InstanceKey key) {
        return JsonTree.write(JsonTree.object().put(INSTANCE_KEY, key.toString()));
    }

    static String evidence(InstanceKey key, Instant seenAt) {
        return JsonTree.write(
                JsonTree.object().put(INSTANCE_KEY, key.toString()).put("seen_at", seenAt.toEpochMilli()));
    }

    /**
     * Reads the instance from a message of either queue.
     *
     * @throws JsonTree.Unreadable if the message has another form
     * @throws io.claviger.core.credentials.InvalidInput if it names no instance
     */
    public static InstanceKey instance(String body) {
        return InstanceKey.parse(JsonTree.text(JsonTree.parse(body), INSTANCE_KEY));
    }

    static String detail(Event event) {
        ObjectNode json = JsonTree.object();
        switch (event) {
            case Event.SoftwareStatementRevoked revoked -> {
                json.put("application_id", revoked.application().value())
                        .put("statement_fingerprint", revoked.statement().hex());
                revoked.evidence().ifPresent(evidence -> json.set("evidence", evidence(evidence)));
            }
            case Event.SoftwareStatementRestored restored ->
                json.put("application_id", restored.application().value())
                        .put("statement_fingerprint", restored.statement().hex());
            case Event.CredentialsRejected rejected ->
                instance(json, rejected.instance())
                        .put("client_id", rejected.client().value())
                        .put("code", rejected.code());
            case Event.InstanceRegistered registered ->
                instance(json, registered.instance())
                        .put("client_id", registered.client().value());
            case Event.InstanceDeregistered deregistered ->
                instance(json, deregistered.instance())
                        .put("client_id", deregistered.client().value());
        }
        return JsonTree.write(json.put("at", event.at().toString()));
    }

    private static ObjectNode instance(ObjectNode json, InstanceKey key) {
        return json.put("application_id", key.application().value())
                .put("instance_id", key.instance().value());
    }

    private static ObjectNode evidence(Evidence evidence) {
        return JsonTree.object()
                .put("where", evidence.where())
                .put("code", evidence.code())
                .put("seen_at", evidence.seenAt().toString());
    }
}
