package io.claviger.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** A deployment without an identity provider, and with a limit for callers: AWS credentials are all that it takes. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IamCallersTest {
    private static final String INSTANCE = "/v1/applications/demo/instances/one";
    private static final int LIMIT = 30;
    private static final int PROCESSES = 2;

    private LocalSystem system;
    private Claviger claviger;

    @BeforeAll
    void start() throws InterruptedException {
        system = LocalSystem.start(LocalOptions.onFreePorts(Path.of("../../template.yaml"))
                .withParameter("IdentityIssuer", "")
                .withParameter("IdentityAudience", "")
                .withParameter("IdentityJwksUri", "")
                .withParameter("CallerRequestsPerMinute", Integer.toString(LIMIT))
                .withConcurrency(PROCESSES)
                .withSchedules(false));
        claviger = new Claviger(system.api(), system.iam(), system.sandbox().baseUri(), system.aws());
        operator()
                .body(claviger.unregisteredApplication().body())
                .put("/v1/applications/demo")
                .then()
                .statusCode(201);
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void a_backend_registers_an_instance_of_its_application_and_gets_its_token() {
        backend().header("X-Device-Address", "203.0.113.9").put(INSTANCE).then().statusCode(201);
        backend().queryParam("min_ttl", "60").get(INSTANCE + "/token").then().statusCode(200);
        backend().get("/v1/applications/other/instances/one/token").then().statusCode(403);
        backend().get("/v1/applications").then().statusCode(403);
        assertThat(claviger.local().get("/local/logs/TokenFunction").asString())
                .contains("arn:aws:iam::000000000000:user/backend");
    }

    @Test
    void whoami_names_the_principal() {
        operator()
                .get("/v1/whoami")
                .then()
                .statusCode(200)
                .body("kind", equalTo("iam"))
                .body("groups", contains("operator"))
                .body("subject", equalTo("arn:aws:iam::000000000000:user/operator"));
        backend().get("/v1/whoami").then().statusCode(200);
    }

    @Test
    void the_public_api_has_no_route_that_would_need_a_jwt() {
        claviger.anonymous().get("/v1/health").then().statusCode(200);
        claviger.local().get("/v1/applications").then().statusCode(404);
        claviger.bearing(claviger.jwt(Map.of("groups", "operator")))
                .get("/v1/whoami")
                .then()
                .statusCode(401)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("unauthenticated"));
    }

    /** The last one, because it leaves the operator refused for a minute. */
    @Test
    @Order(Integer.MAX_VALUE)
    void a_caller_beyond_its_limit_is_refused_and_others_are_served() {
        List<Response> answers = new ArrayList<>();
        for (int request = 0; request < 10 * LIMIT; request++) {
            answers.add(operator().get("/v1/applications/demo/instances/none/token"));
        }
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 429))
                .hasSizeGreaterThanOrEqualTo(answers.size() - 2 * PROCESSES * LIMIT)
                .allSatisfy(answer -> {
                    assertThat(answer.<String>path("code")).isEqualTo("too_many_requests");
                    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
                });
        backend().get("/v1/applications/demo/instances/none/token").then().statusCode(404);
    }

    private RequestSpecification operator() {
        return signed("LOCALOPERATOR", "local-operator-secret");
    }

    private RequestSpecification backend() {
        return signed("LOCALBACKEND", "local-backend-secret");
    }

    private RequestSpecification signed(String accessKey, String secret) {
        return given().baseUri(system.iam().toString())
                .filter(new SigV4(accessKey, secret))
                .contentType(ContentType.JSON);
    }
}
