package io.claviger.cli;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** What tells Claviger who calls. */
sealed interface Credential {

    /** The request, authenticated. */
    HttpRequest.Builder request(String method, URI address, Map<String, String> headers, Optional<String> body);

    /** A JWT of the programmer's identity provider. */
    record Jwt(String token) implements Credential {
        @Override
        public HttpRequest.Builder request(
                String method, URI address, Map<String, String> headers, Optional<String> body) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody))
                    .header("Authorization", "Bearer " + token);
            headers.forEach(request::header);
            return request;
        }

        @Override
        public String toString() {
            return "Jwt[***]";
        }
    }

    /** AWS credentials, which sign each request (Signature Version 4). */
    record Aws(AwsCredentialsProvider provider, String region) implements Credential {
        @Override
        public HttpRequest.Builder request(
                String method, URI address, Map<String, String> headers, Optional<String> body) {
            AwsCredentialsIdentity identity = provider.resolveCredentials();
            SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.fromValue(method))
                    .uri(address);
            headers.forEach(unsigned::putHeader);
            SignedRequest signed = AwsV4HttpSigner.create()
                    .sign(sign -> sign.identity(identity)
                            .request(unsigned.build())
                            .payload(ContentStreamProvider.fromString(body.orElse(""), StandardCharsets.UTF_8))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region));
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
            // The JDK's client sets these two itself, from the address and the body.
            signed.request().headers().forEach((name, values) -> {
                if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            return request;
        }
    }
}
