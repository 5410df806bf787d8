package io.claviger.local.aws;

import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** An error of AWS's JSON protocols. */
public final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Creates the error.
     *
     * @param code AWS's name for it, such as {@code ResourceNotFoundException}
     */
    public AwsError(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public HttpResponse response() {
        return response(code, String.valueOf(getMessage()));
    }

    /** The answer for an error of that name: a 5xx for a failure of the service, else 400. */
    static HttpResponse response(String code, String message) {
        int status = switch (code) {
            case "InternalServiceError", "InternalServerError", "InternalFailure", "InternalException" -> 500;
            case "ServiceUnavailable", "ServiceUnavailableException" -> 503;
            default -> 400;
        };
        // DynamoDB and SQS write "message", Secrets Manager and EventBridge "Message"; the SDKs read both.
        return HttpResponse.of(
                        status,
                        "application/x-amz-json-1.1",
                        Buffer.buffer(JsonNodes.object()
                                .put("__type", code)
                                .put("message", message)
                                .put("Message", message)
                                .toString()))
                .with("x-amzn-RequestId", UUID.randomUUID().toString());
    }
}
