package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The keyset's own function rotates it while the other functions run. Every sealed value still opens. */
@OnRunningSystem
class KeysetRotationTest {
    private static final Map<String, String> KEYSET = Map.of("SecretId", "claviger/local/keyset");

    private final Claviger claviger;
    private final SampleApplication application;

    KeysetRotationTest(Claviger claviger) {
        this.claviger = claviger;
        this.application = claviger.registeredApplication();
    }

    @Test
    void after_two_rotations_in_a_row_every_sealed_value_opens() {
        application.register("before");
        String token = application.accessToken("before");
        int keys = keys();

        rotate();
        rotate();

        assertThat(keys()).isEqualTo(keys + 2);
        assertThat(application.accessToken("before")).isEqualTo(token);
        application.register("after");
        assertThat(application.accessToken("after")).isNotBlank();
    }

    @Test
    void a_rotation_during_vends_fails_none_of_them() {
        application.register("one");
        String token = application.accessToken("one");
        List<CompletableFuture<String>> vends = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 40; i++) {
                vends.add(CompletableFuture.supplyAsync(() -> application.accessToken("one"), callers));
            }
            rotate();
            for (int i = 0; i < 5; i++) {
                String instance = "registered-" + i;
                vends.add(CompletableFuture.supplyAsync(
                        () -> {
                            application.register(instance);
                            return application.accessToken(instance).isBlank() ? "" : token;
                        },
                        callers));
            }
            rotate();
        }

        assertThat(vends).extracting(CompletableFuture::join).containsOnly(token);
    }

    private void rotate() {
        claviger.aws("secretsmanager", "secretsmanager.RotateSecret", KEYSET)
                .then()
                .statusCode(200);
    }

    /** The number of keys of the current keyset. A deployment begins with a seed, which is one key. */
    private int keys() {
        String keyset = claviger.aws("secretsmanager", "secretsmanager.GetSecretValue", KEYSET)
                .jsonPath()
                .getString("SecretString");
        List<?> keys = JsonPath.from(keyset).getList("keyset.key");
        return keys == null ? 1 : keys.size();
    }
}
