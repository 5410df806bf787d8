package io.claviger.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.HttpResponse;

/** Whether a request may pass an authorizer. */
sealed interface Decision {
    /** @param authorizer the member {@code requestContext.authorizer} of the event; empty if the route has none */
    record Granted(ObjectNode authorizer) implements Decision {}

    record Denied(HttpResponse response) implements Decision {}
}
