import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ApplicationsApi;
import org.openapitools.client.api.DevicesApi;
import org.openapitools.client.api.HealthApi;
import org.openapitools.client.api.InstancesApi;
import org.openapitools.client.api.TokensApi;
import org.openapitools.client.model.EnrolmentRequest;
import org.openapitools.client.model.RegisterInstanceRequest;
import org.openapitools.client.model.RejectedTokenReport;

/** The client that openapi-generator's `java` makes by default gets the answers of a later release and of API Gateway. */
class GeneratedClientTest {
    private final JsonObject answers = JsonParser.parseString(Files.readString(Path.of("answers.json"))).getAsJsonObject();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ApiClient client = new ApiClient();

    GeneratedClientTest() throws IOException {
        client.setBasePath("http://localhost:" + server.getAddress().getPort());
        client.setBearerToken("jwt");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void answers_of_a_later_release_are_read() throws Exception {
        JsonObject served = answers.getAsJsonObject("served");
        server.createContext("/", exchange -> answer(exchange, 200, "application/json", served.get(called(exchange))));
        var applications = new ApplicationsApi(client);
        var devices = new DevicesApi(client);
        var instances = new InstancesApi(client);
        var tokens = new TokensApi(client);
        var health = new HealthApi(client);
        var report = new RejectedTokenReport().code("c");
        List<Callable<?>> calls = List.of(
                health::health,
                health::whoami,
                () -> applications.listApplications(null, null).getApplications().getFirst().getEvidence(),
                () -> applications.checkRevocation("demo"),
                () -> devices.rotateEnrolmentKey("demo"),
                () -> devices.issueEnrolmentCode("demo", "hall"),
                () -> devices.enrolDevice(new EnrolmentRequest().code("c").deviceSecret(true), null),
                () -> instances.listInstances("demo", null, null, null),
                () -> instances.registerInstance("demo", "hall", null, null, null, new RegisterInstanceRequest()),
                () -> tokens.vendToken("demo", "hall", null, null, null, null),
                () -> tokens.reportRejectedToken("demo", "hall", report));
        assertEquals(served.size(), calls.size());
        for (Callable<?> call : calls) {
            call.call();
        }
        assertEquals("one", tokens.vendToken("demo", "hall", null, null, null, null).getAccessToken());
        assertEquals("STATUS_OF_A_LATER_RELEASE", health.health().getStatus());
    }

    @Test
    void every_refusal_is_an_exception_with_its_status_and_its_body() {
        for (JsonElement each : answers.getAsJsonArray("refused")) {
            JsonObject refused = each.getAsJsonObject();
            int status = refused.get("status").getAsInt();
            var context = server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                answer(exchange, status, refused.get("type").getAsString(), refused.get("body"));
            });
            List<Executable> calls = List.of(
                    () -> new TokensApi(client).vendToken("demo", "hall", null, null, null, null),
                    () -> new InstancesApi(client).registerInstance("demo", "hall", null, null, null, null),
                    () -> new HealthApi(client).whoami());
            for (Executable call : calls) {
                ApiException refusal = assertThrows(ApiException.class, call);
                assertEquals(status, refusal.getCode());
                assertEquals(refused.get("body"), JsonParser.parseString(refusal.getResponseBody()));
                assertEquals(List.of("7"), refusal.getResponseHeaders().get("retry-after"));
            }
            server.removeContext(context);
        }
    }

    private static String called(HttpExchange exchange) {
        return exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    }

    private static void answer(HttpExchange exchange, int status, String type, JsonElement body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
