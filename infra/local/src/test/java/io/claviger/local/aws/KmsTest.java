package io.claviger.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KmsTest {
    private static final String PLAINTEXT = "c2VjcmV0";

    @TempDir
    private Path folder;

    @Test
    void a_ciphertext_opens_in_the_next_run_under_its_encryption_context() throws InterruptedException {
        String ciphertext = encrypt("dev");
        assertThat(decrypt(ciphertext, "dev").path("Plaintext").asText()).isEqualTo(PLAINTEXT);
    }

    @Test
    void another_encryption_context_does_not_open_it() throws InterruptedException {
        String ciphertext = encrypt("dev");
        assertThatThrownBy(() -> decrypt(ciphertext, "prod"))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidCiphertextException"));
    }

    @Test
    void other_operations_are_refused() {
        assertThatThrownBy(() -> caller().call("kms", "GenerateDataKey", JsonNodes.object()))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("UnknownOperationException"));
    }

    private String encrypt(String stage) throws InterruptedException {
        return caller().call(
                        "kms", "Encrypt", inContext(stage).put("KeyId", "key").put("Plaintext", PLAINTEXT))
                .path("CiphertextBlob")
                .asText();
    }

    private JsonNode decrypt(String ciphertext, String stage) throws InterruptedException {
        return caller().call("kms", "Decrypt", inContext(stage).put("CiphertextBlob", ciphertext));
    }

    private static ObjectNode inContext(String stage) {
        ObjectNode request = JsonNodes.object();
        request.putObject("EncryptionContext").put("keyset", stage);
        return request;
    }

    /** A new run over the same folder. */
    private AwsCaller caller() {
        return new AwsCaller(Map.of("kms", Kms.start(Optional.of(folder))), "eu-central-1");
    }
}
