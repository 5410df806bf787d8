package io.claviger.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.local.lambda.InvocationResult.Failed;
import io.claviger.local.lambda.InvocationResult.Returned;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class CommandFunctionTest {
    private static final Buffer EVENT = Buffer.buffer("{\"attestation\":\"good\"}");

    @Test
    void a_command_reads_the_event_and_prints_the_answer() throws InterruptedException {
        assertThat(new CommandFunction("grep -q good && echo '{\"admit\": true}'").invoke(EVENT))
                .isEqualTo(new Returned(Buffer.buffer("{\"admit\": true}\n")));
    }

    @Test
    void a_command_that_ends_with_another_status_is_a_function_that_failed() throws InterruptedException {
        assertThat(new CommandFunction("exit 1").invoke(EVENT)).isInstanceOf(Failed.class);
    }

    @Test
    void a_function_without_a_command_is_not_there() {
        assertThat(CommandFunction.named("none")).isEmpty();
    }
}
