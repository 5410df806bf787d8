package io.claviger.local.process;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeClientException;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Replaces AWS's {@code NativeClient} where AWS provides no native library, as on macOS. It makes the same two calls of
 * the Lambda Runtime API with the JDK's HTTP client.
 */
public final class PortableRuntimeClient {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String INVOCATIONS = "/2018-06-01/runtime/invocation/";

    private static volatile String runtimeApi = "";

    private PortableRuntimeClient() {}

    /** Sets the address of the Runtime API: host, port and an optional path. */
    public static void init(String awsLambdaRuntimeApi) {
        runtimeApi = awsLambdaRuntimeApi;
    }

    /** Waits for the next invocation. */
    public static InvocationRequest next() {
        HttpResponse<byte[]> response = send(request("next").GET().build());
        HttpHeaders headers = response.headers();
        InvocationRequest invocation = new InvocationRequest();
        invocation.setId(headers.firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow());
        headers.firstValue("Lambda-Runtime-Trace-Id").ifPresent(invocation::setXrayTraceId);
        invocation.setInvokedFunctionArn(
                headers.firstValue("Lambda-Runtime-Invoked-Function-Arn").orElse(""));
        invocation.setDeadlineTimeInMs(
                headers.firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElse(0));
        invocation.setContent(response.body());
        return invocation;
    }

    /** Sends the function's answer. */
    public static void postInvocationResponse(byte[] requestId, byte[] response) {
        String id = new String(requestId, StandardCharsets.UTF_8);
        send(request(id + "/response")
                .POST(HttpRequest.BodyPublishers.ofByteArray(response))
                .build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + runtimeApi + INVOCATIONS + path));
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new LambdaRuntimeClientException(request.uri() + " failed", response.statusCode());
            }
            return response;
        } catch (IOException broken) {
            throw new LambdaRuntimeClientException(broken.toString(), 0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LambdaRuntimeClientException(interrupted.toString(), 0);
        }
    }
}
