package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;

/** An error in the form in which Lambda reports one to whoever invoked a function. */
final class RuntimeError {
    private RuntimeError() {}

    static JsonNode of(String type, String message) {
        return JsonNodes.object().put("errorType", type).put("errorMessage", message);
    }
}
