package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;

/** An error in the form in which Lambda reports it to the caller of a function. */
final class RuntimeError {
    private RuntimeError() {}

    static JsonNode of(String type, String message) {
        return JsonNodes.object().put("errorType", type).put("errorMessage", message);
    }
}
