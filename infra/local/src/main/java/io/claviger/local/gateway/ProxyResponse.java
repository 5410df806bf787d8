package io.claviger.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.HttpResponse.Header;
import io.claviger.local.http.JsonNodes;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Renders a function's answer as an HTTP response, by the rules of payload format 2.0. */
final class ProxyResponse {
    /** API Gateway sets these itself. */
    private static final Set<String> DROPPED = Set.of("connection", "content-length", "transfer-encoding", "date");

    private ProxyResponse() {}

    /** Empty if API Gateway does not understand the function's answer. */
    static Optional<HttpResponse> of(Buffer payload) {
        Optional<JsonNode> answer = JsonNodes.parse(payload.getBytes());
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        JsonNode status = answer.get().path("statusCode");
        if (!answer.get().isObject() || status.isMissingNode()) {
            return Optional.of(inferred(answer.get()));
        }
        int code = status.asInt(0);
        return code < 100 || code > 599 ? Optional.empty() : formatted(code, answer.get());
    }

    /** Without a status code, the whole answer is the body of a 200. */
    private static HttpResponse inferred(JsonNode answer) {
        String body = answer.isTextual() ? answer.textValue() : answer.toString();
        return HttpResponse.of(200, "application/json", Buffer.buffer(body));
    }

    private static Optional<HttpResponse> formatted(int status, JsonNode answer) {
        List<Header> headers = new ArrayList<>();
        boolean hasType = false;
        for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!DROPPED.contains(name)) {
                hasType |= name.equals("content-type");
                headers.add(new Header(header.getKey(), header.getValue().asText()));
            }
        }
        for (JsonNode cookie : answer.path("cookies")) {
            headers.add(new Header("set-cookie", cookie.asText()));
        }
        JsonNode body = answer.path("body");
        String text =
                body.isTextual() ? body.textValue() : body.isMissingNode() || body.isNull() ? "" : body.toString();
        if (!hasType && !text.isEmpty()) {
            headers.add(new Header("content-type", "text/plain;charset=UTF-8"));
        }
        try {
            Buffer bytes = answer.path("isBase64Encoded").asBoolean(false)
                    ? Buffer.buffer(Base64.getDecoder().decode(text))
                    : Buffer.buffer(text);
            return Optional.of(new HttpResponse(status, headers, bytes));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
