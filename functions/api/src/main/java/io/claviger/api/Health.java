package io.claviger.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claviger.runtime.Build;

/** Says that a function runs, and what it was built from. It asks nothing that it depends on, and shows no secret. */
final class Health {
    private Health() {}

    static Answer of(Build build) {
        return Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("status", "ok")
                .put("version", build.version())
                .put("commit", build.commit()));
    }
}
