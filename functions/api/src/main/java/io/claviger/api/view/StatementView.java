package io.claviger.api.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.json.StrictJson;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.StatementRecord;

/** A software statement as operators see it: its fingerprint, its claims and its status. */
final class StatementView {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StatementView() {}

    static ObjectNode of(StatementRecord statement) {
        ObjectNode view =
                JSON.objectNode().put("fingerprint", statement.fingerprint().hex());
        view.set("claims", StrictJson.object(statement.claims()).orElseGet(JSON::objectNode));
        view.put("status", statement.status().name()).put("stored_at", IsoTime.of(statement.storedAt()));
        statement.checkedAt().ifPresent(at -> view.put("checked_at", IsoTime.of(at)));
        statement.evidence().ifPresent(why -> view.set("evidence", evidence(why)));
        return view;
    }

    static ObjectNode evidence(Evidence evidence) {
        return JSON.objectNode()
                .put("where", evidence.where())
                .put("code", evidence.code())
                .put("seen_at", IsoTime.of(evidence.seenAt()));
    }
}
