package io.claviger.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claviger.local.fixture.Fixture;
import io.claviger.local.fixture.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It counts all processes that this JVM started.")
class PortableRuntimeTest {

    @Test
    void functions_run_without_the_native_library_and_end_with_the_system(@TempDir Path folder)
            throws InterruptedException {
        List<ProcessHandle> children;
        try (LocalSystem system = LocalSystem.start(LocalOptions.onFreePorts(Fixture.stack(folder))
                .withParameters(Map.of("Issuer", "{api}/local"))
                .withSchedules(false)
                .withPortableRuntime())) {
            TestClient api = new TestClient(system.api());

            assertThat(api.get("/open/please-tell").json().path("greeting").asText())
                    .isEqualTo("hello from claviger");
            assertThat(api.get("/open/please-fail").status()).isEqualTo(500);
            await().untilAsserted(() ->
                    assertThat(api.get("/local/logs/EchoFunction").body()).contains("asked to fail"));

            children = ProcessHandle.current().descendants().toList();
            assertThat(children).hasSizeGreaterThanOrEqualTo(3);
        }
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
}
