package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Starting, controlling and stopping a sandbox inside another program. Isolated, because it reuses a port that it freed. */
@Isolated
class LifecycleTest {
    @Test
    void a_free_port_is_found_and_freed_again() {
        int port;
        try (var sandbox = Sandbox.start(SandboxOptions.onAnyPort())) {
            port = sandbox.baseUri().getPort();
            assertThat(port).isPositive();
        }
        try (var again = Sandbox.start(SandboxOptions.usual().withPort(port))) {
            assertThat(again.baseUri().getPort()).isEqualTo(port);
        }
    }

    @Test
    void a_port_in_use_is_named_in_the_failure() {
        try (var sandbox = Sandbox.start(SandboxOptions.onAnyPort())) {
            int taken = sandbox.baseUri().getPort();
            assertThatThrownBy(() -> Sandbox.start(SandboxOptions.usual().withPort(taken)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(String.valueOf(taken));
        }
    }

    @Test
    void the_usual_port_is_8090_and_the_throttle_is_off() {
        assertThat(SandboxOptions.usual().port()).isEqualTo(8090);
        assertThat(SandboxOptions.usual().throttle()).isFalse();
    }

    @Test
    void a_test_can_control_it_without_http() {
        try (var sandbox = Sandbox.start(SandboxOptions.onAnyPort());
                var adobe = new AdobeCaller(sandbox.baseUri())) {
            var application = sandbox.createApplication("Embedded");
            assertThat(adobe.register(sandbox.softwareStatement(application.id()), "embedded://x")
                            .status())
                    .isEqualTo(400);
            sandbox.createCustomScheme("embedded://x");
            assertThat(adobe.register(sandbox.softwareStatement(application.id()), "embedded://x")
                            .status())
                    .isEqualTo(201);
            assertThat(sandbox.clientCount()).isEqualTo(1);
            sandbox.setFaults("{\"status\":503}");
            assertThat(sandbox.faults().status()).isEqualTo(503);
            assertThat(adobe.get("/api/v2/A/configuration").status()).isEqualTo(503);
            assertThat(sandbox.requests()).hasSize(3);
        }
    }

    @Test
    void invalid_arguments_throw() {
        try (var sandbox = Sandbox.start(SandboxOptions.onAnyPort())) {
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.setFaults("{\"statos\":1}"));
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.createCustomScheme("https://x"));
            assertThatThrownBy(() -> sandbox.revoke("no-such-id")).isInstanceOf(NoSuchElementException.class);
        }
    }
}
