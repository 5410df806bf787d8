package io.claviger.sandbox.http;

import io.claviger.sandbox.faults.FaultPlan;
import io.claviger.sandbox.faults.Faults;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A call to Adobe's part of the sandbox, read completely.
 *
 * @param path      decoded, without the query
 * @param hasQuery  whether there was one
 * @param body      at most {@link BodyReader#MAX_BYTES}
 * @param oversized whether the body was larger than that
 * @param faults    in force when the call came
 * @param plan      what goes wrong with this very call
 */
record AdobeRequest(
        String method,
        String path,
        boolean hasQuery,
        MultiMap headers,
        Buffer body,
        boolean oversized,
        Faults faults,
        FaultPlan plan) {

    /** All values of a header; empty if it is missing. */
    List<String> headerValues(String name) {
        return headers.getAll(name);
    }
}
