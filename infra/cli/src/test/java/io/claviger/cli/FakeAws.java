package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS as far as the tool calls it, over HTTP on the loopback address; the SDK finds it by system properties. */
final class FakeAws implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACTION = Pattern.compile("Action=([A-Za-z]+)");
    private static final Map<String, String> PROPERTIES =
            Map.of("aws.region", "eu-central-1", "aws.accessKeyId", "LOCALOPERATOR", "aws.secretAccessKey", "a-secret");

    /** A call of an operation. */
    record Call(String operation, String body) {}

    /** Answers in JSON by operation; without one, access is denied. */
    final Map<String, String> answers = new ConcurrentHashMap<>();

    final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Map<String, String> alarm = Map.of();

    FakeAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        PROPERTIES.forEach(System::setProperty);
        System.setProperty(
                "aws.endpointUrl", "http://localhost:" + server.getAddress().getPort());
        answers.put("DescribeStacks", "{\"Shards\":\"2\",\"AuthorizationServerUri\":\"https://sp.auth.adobe.com\"}");
        answers.put("Query", "{\"Items\":[]}");
        answers.put("GetItem", "{}");
        answers.put("GetQueueUrl", "{\"QueueUrl\":\"http://localhost/000000000000/queue\"}");
        answers.put("GetQueueAttributes", "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"0\"}}");
        answers.put("DescribeAlarms", "{}");
        answers.put("DescribeSecret", "{\"Name\":\"keyset\",\"LastRotatedDate\":1700000000,\"VersionIdsToStages\":{}}");
    }

    /** One alarm rings. */
    void rings(String name, String description) {
        alarm = Map.of("AlarmName", name, "AlarmDescription", description);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String path = exchange.getRequestURI().getPath();
        Matcher action = ACTION.matcher(sent);
        String operation = target != null
                ? target.split("\\.", 2)[1]
                : action.find() ? action.group(1) : path.substring(path.lastIndexOf('/') + 1);
        calls.add(new Call(operation, sent));
        String answer = answers.get(operation);
        byte[] body;
        if (answer == null) {
            body = (operation.equals("DescribeStacks")
                            ? "<ErrorResponse><Error><Code>ValidationError</Code><Message>no</Message></Error></ErrorResponse>"
                            : "{\"__type\":\"AccessDeniedException\",\"message\":\"you may not\"}")
                    .getBytes(StandardCharsets.UTF_8);
        } else if (operation.equals("DescribeStacks")) {
            body = stack(JSON.readTree(answer));
        } else if (operation.equals("DescribeAlarms")) {
            exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
            body = alarms();
        } else {
            body = answer.getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(answer == null ? 400 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] stack(JsonNode parameters) {
        StringBuilder members = new StringBuilder();
        parameters
                .properties()
                .forEach(each -> members.append(
                        "<member><ParameterKey>%s</ParameterKey><ParameterValue>%s</ParameterValue></member>"
                                .formatted(each.getKey(), each.getValue().asText())));
        return """
                <DescribeStacksResponse><DescribeStacksResult><Stacks><member><Parameters>%s</Parameters></member></Stacks>
                </DescribeStacksResult></DescribeStacksResponse>""".formatted(members).getBytes(StandardCharsets.UTF_8);
    }

    /** {@code {"MetricAlarms": [alarm]}} in CBOR (RFC 8949), whose texts are shorter than 256 bytes. */
    private byte[] alarms() {
        ByteArrayOutputStream cbor = new ByteArrayOutputStream();
        cbor.write(0xa1);
        text(cbor, "MetricAlarms");
        cbor.write(alarm.isEmpty() ? 0x80 : 0x81);
        if (!alarm.isEmpty()) {
            cbor.write(0xa0 | alarm.size());
            alarm.forEach((name, value) -> List.of(name, value).forEach(each -> text(cbor, each)));
        }
        return cbor.toByteArray();
    }

    private static void text(ByteArrayOutputStream cbor, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        cbor.write(0x78);
        cbor.write(bytes.length);
        cbor.writeBytes(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        System.clearProperty("aws.endpointUrl");
        PROPERTIES.keySet().forEach(System::clearProperty);
    }
}
