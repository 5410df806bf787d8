package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.HttpResponse.Header;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Forwards calls to an emulator that listens on its own port. */
final class Forwarding implements AwsService {
    private static final Set<String> FORWARDED =
            Set.of("accept", "authorization", "content-type", "content-encoding", "user-agent");
    private static final Set<String> NOT_RETURNED =
            Set.of("connection", "content-length", "date", "server", "transfer-encoding");

    private final URI target;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Forwarding(URI target) {
        this.target = target;
    }

    @Override
    public HttpResponse handle(AwsCall call, HttpRequest request) throws InterruptedException {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        java.net.http.HttpRequest.Builder forwarded = java.net.http.HttpRequest.newBuilder(
                        target.resolve(request.path() + query))
                .method(
                        request.method(),
                        java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                                request.body().getBytes()));
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (FORWARDED.contains(name) || name.startsWith("x-amz")) {
                forwarded.header(header.getKey(), header.getValue());
            }
        }
        try {
            return response(client.send(forwarded.build(), java.net.http.HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException unreachable) {
            return AwsError.response("InternalFailure", call.service() + " does not answer: " + unreachable);
        }
    }

    private static HttpResponse response(java.net.http.HttpResponse<byte[]> answer) {
        List<Header> headers = new ArrayList<>();
        for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!NOT_RETURNED.contains(name)) {
                header.getValue().forEach(value -> headers.add(new Header(header.getKey(), value)));
            }
        }
        return new HttpResponse(answer.statusCode(), headers, Buffer.buffer(answer.body()));
    }
}
