package io.claviger.revocationcheck;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.api.json.StrictJson;
import io.claviger.aws.messages.MessageJson;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.instance.InstanceKey;
import java.time.Instant;
import java.util.Optional;

/** A message of the evidence queue. */
record EvidenceMessage(InstanceKey instance, Instant seenAt) {

    /** @throws InvalidInput if the message is malformed */
    static EvidenceMessage parse(String body) {
        Instant seenAt = StrictJson.object(body)
                .flatMap(json -> Optional.ofNullable(json.get("seen_at")))
                .filter(JsonNode::isIntegralNumber)
                .map(millis -> Instant.ofEpochMilli(millis.longValue()))
                .orElseThrow(() -> new InvalidInput("the message has no seen_at"));
        return new EvidenceMessage(MessageJson.instance(body), seenAt);
    }
}
