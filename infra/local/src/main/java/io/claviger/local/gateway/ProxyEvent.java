package io.claviger.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.tracing.TraceId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The event that an HTTP API sends to a function, in payload format 2.0 ("Create AWS Lambda proxy integrations for HTTP
 * APIs" in the API Gateway developer guide).
 */
final class ProxyEvent {
    private static final DateTimeFormatter COMMON_LOG = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ProxyEvent() {}

    /**
     * Builds the event.
     *
     * @param authorizer what the authorizer found out about the caller; empty if the route has none
     */
    static ObjectNode of(
            HttpRequest request,
            RouteTable.Match match,
            ObjectNode authorizer,
            String account,
            String requestId,
            Instant time) {
        // An HTTP API, unlike a REST API, decodes rawPath.
        String path = GatewayRoute.decode(request.path());
        ObjectNode event = JsonNodes.object()
                .put("version", "2.0")
                .put("routeKey", match.route().key())
                .put("rawPath", path)
                .put("rawQueryString", request.query());
        ArrayNode cookies = cookies(request);
        if (!cookies.isEmpty()) {
            event.set("cookies", cookies);
        }
        ObjectNode headers = headers(request, time);
        event.set("headers", headers);
        ObjectNode query = JsonNodes.object();
        request.parameters().forEach((name, values) -> query.put(name, String.join(",", values)));
        setUnlessEmpty(event, "queryStringParameters", query);
        ObjectNode context = event.putObject("requestContext")
                .put("accountId", account)
                .put("apiId", "local")
                .put("domainName", headers.path("host").asText("localhost"))
                .put("domainPrefix", "local")
                .put("requestId", requestId)
                .put("routeKey", match.route().key())
                .put("stage", "$default")
                .put("time", COMMON_LOG.format(time))
                .put("timeEpoch", time.toEpochMilli());
        setUnlessEmpty(context, "authorizer", authorizer);
        context.putObject("http")
                .put("method", request.method())
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", request.sourceIp())
                .put("userAgent", headers.path("user-agent").asText());
        ObjectNode pathParameters = JsonNodes.object();
        match.pathParameters().forEach(pathParameters::put);
        setUnlessEmpty(event, "pathParameters", pathParameters);
        setBody(event, request);
        return event;
    }

    private static void setUnlessEmpty(ObjectNode node, String name, ObjectNode value) {
        if (!value.isEmpty()) {
            node.set(name, value);
        }
    }

    private static ObjectNode headers(HttpRequest request, Instant time) {
        ObjectNode headers = JsonNodes.object();
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!name.equals("cookie") && !name.equals("connection") && !name.equals("transfer-encoding")) {
                JsonNode before = headers.get(name);
                headers.put(name, before == null ? header.getValue() : before.asText() + "," + header.getValue());
            }
        }
        String forwarded = headers.path("x-forwarded-for").asText();
        headers.put(
                "x-forwarded-for", forwarded.isEmpty() ? request.sourceIp() : forwarded + ", " + request.sourceIp());
        headers.put("x-forwarded-proto", "http");
        if (!headers.has("content-length")) {
            headers.put("content-length", Integer.toString(request.body().length()));
        }
        if (!headers.has("x-amzn-trace-id")) {
            headers.put("x-amzn-trace-id", "Root=" + TraceId.root(time));
        }
        return headers;
    }

    private static ArrayNode cookies(HttpRequest request) {
        ArrayNode cookies = JsonNodes.array();
        for (String header : request.headers().getAll("cookie")) {
            for (String cookie : header.split(";", -1)) {
                cookies.add(cookie.trim());
            }
        }
        return cookies;
    }

    private static void setBody(ObjectNode event, HttpRequest request) {
        byte[] body = request.body().getBytes();
        Optional<String> text = text(body);
        if (body.length > 0) {
            event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
        }
        event.put("isBase64Encoded", text.isEmpty());
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
