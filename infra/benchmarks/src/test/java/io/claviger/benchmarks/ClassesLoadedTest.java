package io.claviger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many classes a function loads until its first answer: most of a cold start, and the same on every machine. */
final class ClassesLoadedTest {
    private static final String HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

    enum Event {
        HEALTH("{\"version\":\"2.0\",\"routeKey\":\"GET /v1/health\",\"rawPath\":\"/v1/health\",\"headers\":{},"
                + "\"requestContext\":{\"requestId\":\"test\"}}"),
        MESSAGE("{\"Records\":[{\"messageId\":\"1\",\"eventSource\":\"aws:sqs\","
                + "\"body\":\"{\\\"instance_key\\\":\\\"app#tv\\\"}\"}]}"),
        ROTATION("{\"Step\":\"setSecret\",\"SecretId\":\"secret\",\"ClientRequestToken\":\"token\"}");

        private final String json;

        Event(String json) {
            this.json = json;
        }

        byte[] bytes() {
            return json.getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "token, token, HEALTH, 5400",
        "registration, registration, HEALTH, 5400",
        "revocation-check, revocation-check, HEALTH, 5400",
        "token-refresh, worker, MESSAGE, 5850",
        "keyset-rotation, keyset-rotation, ROTATION, 4750"
    })
    void no_function_loads_more_classes_until_its_first_answer(
            String module, String handler, Event event, int max, @TempDir Path code) throws Exception {
        try (EmptyAws aws = EmptyAws.open();
                LambdaProcess process = LambdaProcess.start(function(module, handler, aws, code), List.of())) {
            process.initialized().invoke(event.bytes());
            int classes = process.classes();
            System.out.printf("%s loads %d classes until its first answer%n", handler, classes);
            assertThat(classes).isLessThanOrEqualTo(max);
        }
    }

    @Test
    void a_restored_process_answers(@TempDir Path code) throws Exception {
        try (EmptyAws aws = EmptyAws.open();
                LambdaProcess process = LambdaProcess.start(
                        function("token", "token", aws, code).withSnapStart(), List.of())) {
            assertThat(process.restored().invoke(Event.HEALTH.bytes())).contains("\"statusCode\":200");
        }
    }

    private static Function function(String module, String handler, EmptyAws aws, Path code) throws IOException {
        Path zip = Path.of("../../functions", module, "target/function.zip");
        return new Function(handler, Zip.unpacked(zip, code.resolve(module)), HANDLER, aws.environment(handler), false);
    }
}
