package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** Claviger's API as far as the tool uses it, over HTTP on the loopback address. It knows the application {@code tv}. */
final class FakeClaviger implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;

    /** What an answer is. */
    record Answer(int status, JsonNode body) {}

    /** A request as it came. */
    record Request(String method, URI uri, Map<String, String> headers) {}

    final Map<String, ObjectNode> instances = new ConcurrentHashMap<>();
    final Map<String, Integer> adoptions = new ConcurrentHashMap<>();
    final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    final Queue<Answer> nextAnswers = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    volatile String applicationStatus = "ACTIVE";
    private volatile int inTable;

    FakeClaviger() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    ObjectNode instance(String id, String status, String client) {
        ObjectNode instance = JsonNodeFactory.instance
                .objectNode()
                .put("instance_id", id)
                .put("status", status)
                .put("client_id", client);
        instances.put(id, instance);
        return instance;
    }

    /** The answer to the next request. */
    void answersOnce(int status, String code) {
        nextAnswers.add(new Answer(
                status, JsonNodeFactory.instance.objectNode().put("code", code).put("detail", "as a test asks")));
    }

    void answersOnce(int status, JsonNode body) {
        nextAnswers.add(new Answer(status, body));
    }

    /** Methods and paths of the requests. */
    List<String> asked() {
        return requests.stream()
                .map(request -> request.method() + " " + request.uri().getPath())
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                Map.of(
                        "authorization",
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        "device",
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Device-Address"))));
        requests.add(request);
        byte[] sent = exchange.getRequestBody().readAllBytes();
        Answer next = nextAnswers.poll();
        Answer answer = next == null ? answer(request, sent) : next;
        byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
        boolean empty = answer.status() == 204;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private Answer answer(Request request, byte[] sent) throws IOException {
        List<String> path = List.of(request.uri().getPath().substring(1).split("/"));
        boolean known = path.size() < 3 || path.get(2).equals("tv");
        if (!known) {
            return notFound();
        }
        return switch (path.size()) {
            case 2 ->
                list("applications", List.of(object("application_id", "tv", "status", applicationStatus)), request);
            case 3 -> new Answer(200, object("application_id", "tv", "status", applicationStatus));
            case 4 ->
                path.get(3).equals("storage-moves")
                        ? moves(request)
                        : list("instances", List.copyOf(instances.values()), request);
            case 5 -> one(request.method(), path.get(4));
            default -> adopt(path.get(4), (ObjectNode) JSON.readTree(sent));
        };
    }

    /** All instances in one page. */
    private Answer moves(Request request) {
        boolean dryRun = String.valueOf(request.uri().getQuery()).contains("dry_run=true");
        int left = instances.size() - inTable;
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("target", "table")
                .put("moved", dryRun ? 0 : left)
                .put("to_move", dryRun ? left : 0)
                .put("in_place", inTable)
                .put("without_credentials", 0);
        body.putArray("unfinished");
        if (!dryRun) {
            inTable = instances.size();
        }
        return new Answer(200, body);
    }

    private Answer one(String method, String id) {
        ObjectNode found = instances.get(id);
        if (found == null) {
            return notFound();
        }
        if (method.equals("PUT")) {
            found.put("status", "ACTIVE").put("client_id", "new");
            return new Answer(201, found);
        }
        return new Answer(200, found);
    }

    private Answer adopt(String id, ObjectNode credentials) {
        String client = credentials.path("client_id").asText();
        ObjectNode mine = JsonNodeFactory.instance
                .objectNode()
                .put("instance_id", id)
                .put("status", "ACTIVE")
                .put("client_id", client);
        ObjectNode found = instances.putIfAbsent(id, mine);
        if (found == null) {
            adoptions.merge(id, 1, Integer::sum);
            return new Answer(201, mine);
        }
        return found.path("client_id").asText().equals(client)
                ? new Answer(200, found)
                : new Answer(409, object("code", "already_registered", "detail", "another client"));
    }

    private static Answer list(String member, List<ObjectNode> all, Request request) {
        String query = String.valueOf(request.uri().getQuery());
        int from = query.contains("next=") ? Integer.parseInt(query.replaceAll(".*next=(\\d+).*", "$1")) : 0;
        String status = query.contains("status=") ? query.replaceAll(".*status=(\\w+).*", "$1") : "";
        List<ObjectNode> listed = all.stream()
                .filter(row -> status.isEmpty() || row.path("status").asText().equals(status))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode page = body.putArray(member);
        listed.stream().skip(from).limit(PAGE).forEach(page::add);
        if (from + PAGE < listed.size()) {
            body.put("next", Integer.toString(from + PAGE));
        }
        return new Answer(200, body);
    }

    private static Answer notFound() {
        return new Answer(404, object("code", "not_found", "detail", "no such thing"));
    }

    private static ObjectNode object(String name, String value, String other, String otherValue) {
        return JsonNodeFactory.instance.objectNode().put(name, value).put(other, otherValue);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
