package io.claviger.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.AwsEnvironment;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Calls a Secrets Manager in memory; requests may be written with single quotes. */
final class SecretsClient {
    static final String TOKEN = "11111111-1111-1111-1111-111111111111";
    static final String OTHER_TOKEN = "22222222-2222-2222-2222-222222222222";

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    final List<String> steps = new ArrayList<>();

    private final AwsCaller aws = new AwsCaller(
            Map.of(
                    "secretsmanager",
                    new SecretsManager(
                            AwsEnvironment.local(URI.create("http://localhost:1")),
                            now::get,
                            Optional.empty(),
                            (function, event) -> steps.add(event.path("Step").asText()))),
            "us-east-1");

    JsonNode create(String name, String value, String token) throws InterruptedException {
        return call("CreateSecret", creation(name, value, token));
    }

    static String creation(String name, String value, String token) {
        return "{'Name':'" + name + "','SecretString':'" + value + "','ClientRequestToken':'" + token + "'}";
    }

    String value(String id, String more) throws InterruptedException {
        String rest = more.equals("{}") ? "}" : "," + more.substring(1);
        return call("GetSecretValue", "{'SecretId':'" + id + "'" + rest)
                .path("SecretString")
                .asText();
    }

    void assertRefused(String code, String operation, String request) {
        assertThatThrownBy(() -> call(operation, request))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    JsonNode call(String operation, String request) throws InterruptedException {
        JsonNode body = JsonNodes.parse(request.replace('\'', '"')).orElseThrow();
        return aws.call("secretsmanager", operation, body);
    }
}
