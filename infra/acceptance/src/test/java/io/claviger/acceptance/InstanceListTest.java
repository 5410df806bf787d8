package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** Instances are found without their ids. */
@OnRunningSystem
class InstanceListTest {
    private final Claviger claviger;
    private final SampleApplication application;

    InstanceListTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    @Test
    void a_backend_lists_its_instances_by_status_and_all() {
        application.register("one");
        application.register("two");
        claviger.backend(application.id())
                .delete("/v1/applications/{a}/instances/two", application.id())
                .then()
                .statusCode(202);

        list("?status=DEREGISTERED").body("instances.instance_id", containsInAnyOrder("two"));
        list("?status=ACTIVE").body("instances.instance_id", containsInAnyOrder("one"));
        list("").body("instances.instance_id", containsInAnyOrder("one", "two")).body("next", nullValue());
        String next = list("?limit=1").body("instances", hasSize(1)).extract().path("next");
        list("?limit=1&next=" + next).body("instances", hasSize(1));
        assertThat(next).isNotBlank();

        claviger.run("RevocationCheckFunction").then().statusCode(200);
        assertThat(claviger.local()
                        .get("/local/logs/RevocationCheckFunction")
                        .asString()
                        .lines()
                        .filter(line -> line.contains("InstancesCounted") && line.contains(application.id())))
                .last()
                .asString()
                .contains("\"deregistered\":\"1\"");
    }

    private ValidatableResponse list(String query) {
        return claviger.backend(application.id())
                .get("/v1/applications/{a}/instances" + query, application.id())
                .then()
                .statusCode(200);
    }
}
