package io.claviger.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.identity.Caller;

/** Shows a caller how Claviger understands its credential, so that a wrong claim need not be guessed from a 404. */
final class WhoAmI {
    private WhoAmI() {}

    static Answer of(Caller caller) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", caller.kind());
        caller.groupNames().forEach(body.putArray("groups")::add);
        caller.application().ifPresent(id -> body.put("application_id", id));
        caller.instance().ifPresent(id -> body.put("instance_id", id.value()));
        caller.subject().ifPresent(subject -> body.put("subject", subject));
        return Answer.ok(body);
    }
}
