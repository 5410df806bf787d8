package io.claviger.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.fixture.Fixture;
import io.claviger.local.fixture.TestClient;
import io.claviger.local.http.JsonNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class DataFolderTest {

    @Test
    void tables_and_secrets_are_kept_in_the_data_folder(@TempDir Path folder) throws InterruptedException, IOException {
        LocalOptions options = LocalOptions.onFreePorts(Fixture.stack(folder))
                .withParameters(Map.of("Issuer", "{api}/local"))
                .withData(folder.resolve("data"));
        String keyset;
        try (LocalSystem first = LocalSystem.start(options)) {
            TestClient aws = new TestClient(first.aws());
            keyset = keyset(aws);
            ObjectNode put = JsonNodes.object().put("TableName", "fixture");
            put.putObject("Item").putObject("id").put("S", "kept");
            assertThat(aws.call("DynamoDB_20120810.PutItem", put).status()).isEqualTo(200);
        }
        try (LocalSystem second = LocalSystem.start(options)) {
            TestClient aws = new TestClient(second.aws());
            ObjectNode get = JsonNodes.object().put("TableName", "fixture");
            get.putObject("Key").putObject("id").put("S", "kept");

            assertThat(aws.call("DynamoDB_20120810.GetItem", get)
                            .json()
                            .at("/Item/id/S")
                            .asText())
                    .isEqualTo("kept");
            assertThat(keyset(aws)).isEqualTo(keyset);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/secrets.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void the_sandbox_keeps_its_applications_in_the_data_folder(@TempDir Path folder) throws InterruptedException {
        LocalOptions options = LocalOptions.onFreePorts(Fixture.stack(folder))
                .withParameters(Map.of("Issuer", "{api}/local"))
                .withData(folder.resolve("data"));
        String id;
        String statement;
        try (LocalSystem first = LocalSystem.start(options)) {
            id = first.sandbox().createApplication("News").id();
            statement = first.sandbox().softwareStatement(id);
        }
        try (LocalSystem second = LocalSystem.start(options)) {
            assertThat(second.sandbox().softwareStatement(id)).isEqualTo(statement);
            assertThat(new TestClient(second.sandbox().baseUri())
                            .send(
                                    "POST",
                                    "/o/client/register",
                                    JsonNodes.object()
                                            .put("software_statement", statement)
                                            .toString(),
                                    Map.of("Content-Type", "application/json"))
                            .status())
                    .isEqualTo(201);
        }
    }

    private static String keyset(TestClient aws) {
        return aws.call("secretsmanager.GetSecretValue", JsonNodes.object().put("SecretId", "fixture/keyset"))
                .json()
                .path("SecretString")
                .asText();
    }
}
