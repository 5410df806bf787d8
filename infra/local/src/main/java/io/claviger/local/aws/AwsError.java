package io.claviger.local.aws;

import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** An error as AWS's JSON protocols write it. */
public final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Makes the error.
     *
     * @param code AWS's name of it, such as {@code ResourceNotFoundException}
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

    /** The answer for an error of that name; names that say the service is at fault get a 5xx. */
    static HttpResponse response(String code, String message) {
        int status = switch (code) {
            case "InternalServiceError", "InternalServerError", "InternalFailure", "InternalException" -> 500;
            case "ServiceUnavailable", "ServiceUnavailableException" -> 503;
            default -> 400;
        };
        // Secrets Manager and EventBridge write "Message"; the SDKs read both.
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
