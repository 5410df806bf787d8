package io.claviger.aws.lambda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Invokes functions (Lambda's {@code Invoke} of 2015-03-31) with the SDK's own HTTP client and signer: the SDK's client
 * of Lambda has 3.4 MB, and a zip may have 14.
 */
public final class LambdaInvoker {
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final Optional<URI> endpoint;
    private final String userAgent;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * @param endpoint in place of AWS's own
     * @param application the name of the caller, as the SDK's clients give it ({@code AWS_SDK_UA_APP_ID})
     */
    public LambdaInvoker(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            Optional<URI> endpoint,
            Optional<String> application) {
        this.http = http;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.userAgent = "claviger" + application.map(name -> " app/" + name).orElse("");
    }

    /**
     * What Lambda answers.
     *
     * @param status 200 also if the function failed
     * @param functionError present if the function failed
     * @param body what the function returned, at most 64 KB of it
     */
    public record Answer(int status, Optional<String> functionError, String body) {
        @Override
        public String toString() {
            return "status " + status
                    + functionError.map(error -> ", function error " + error).orElse("");
        }
    }

    /**
     * Invokes a function once and waits for its answer.
     *
     * @param arn the function's, perhaps with a version or an alias
     */
    public Answer invoke(String arn, String event) throws IOException {
        Region region = Region.of(arn.split(":", -1)[3]);
        ContentStreamProvider payload = () -> new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.orElseGet(() -> endpointIn(region)))
                .encodedPath("/2015-03-31/functions/" + SdkHttpUtils.urlEncode(arn) + "/invocations")
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", userAgent)
                // A connection kept over a freeze may be closed, and this is not repeated.
                .putHeader("Connection", "close")
                .build();
        HttpExecuteRequest signed = HttpExecuteRequest.builder()
                .request(signer.sign(signing -> signing.identity(credentials.resolveCredentials())
                                .request(request)
                                .payload(payload)
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()))
                        .request())
                .contentStreamProvider(payload)
                .build();
        return read(http.prepareRequest(signed).call());
    }

    private static URI endpointIn(Region region) {
        return URI.create("https://lambda." + region.id() + "."
                + PartitionMetadata.of(region).dnsSuffix());
    }

    private static Answer read(HttpExecuteResponse response) throws IOException {
        String text = "";
        if (response.responseBody().isPresent()) {
            try (InputStream body = response.responseBody().get()) {
                text = new String(body.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
            }
        }
        return new Answer(
                response.httpResponse().statusCode(),
                response.httpResponse().firstMatchingHeader("X-Amz-Function-Error"),
                text);
    }
}
