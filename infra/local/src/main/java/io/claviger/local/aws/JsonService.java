package io.claviger.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.UUID;

/** A service with AWS's JSON 1.1 protocol, implemented in this module. */
public abstract class JsonService implements AwsService {

    /** One operation: it returns the answer's JSON object or throws an {@link AwsError}. */
    @FunctionalInterface
    public interface Operation {
        JsonNode run(JsonNode request) throws InterruptedException;
    }

    /** The operations by their names in the API reference. */
    protected abstract Map<String, Operation> operations();

    @Override
    public final HttpResponse handle(AwsCall call, HttpRequest request) throws InterruptedException {
        Operation operation = operations().get(call.operation());
        if (operation == null) {
            return new AwsError("UnknownOperationException", call.operation() + " is not emulated").response();
        }
        try {
            JsonNode body = JsonNodes.parse(request.body().getBytes())
                    .filter(JsonNode::isObject)
                    .orElseThrow(() -> new AwsError("SerializationException", "The request is not a JSON object"));
            return HttpResponse.of(
                            200, "application/x-amz-json-1.1", Buffer.buffer(JsonNodes.bytes(operation.run(body))))
                    .with("x-amzn-RequestId", UUID.randomUUID().toString());
        } catch (AwsError refused) {
            return refused.response();
        }
    }
}
