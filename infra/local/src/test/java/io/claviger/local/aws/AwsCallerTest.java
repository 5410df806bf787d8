package io.claviger.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsCallerTest {

    @ParameterizedTest
    @CsvSource({"dynamodb, 1.0", "sqs, 1.0", "secretsmanager, 1.1", "events, 1.1"})
    void each_service_is_called_with_its_version_of_json(String service, String version) throws InterruptedException {
        List<String> contentTypes = new ArrayList<>();
        AwsService recording = (call, request) -> {
            request.header("Content-Type").ifPresent(contentTypes::add);
            return HttpResponse.json(200, JsonNodes.object());
        };

        new AwsCaller(Map.of(service, recording), "us-east-1").call(service, "Anything", JsonNodes.object());

        assertThat(contentTypes).containsExactly("application/x-amz-json-" + version);
    }
}
