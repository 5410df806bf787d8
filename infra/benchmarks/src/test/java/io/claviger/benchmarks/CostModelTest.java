package io.claviger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CostModelTest {

    @Test
    void the_page_on_performance_shows_what_the_model_computes() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        CostModel.read().print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(Files.readString(Path.of("../../docs/performance.md")))
                .contains(printed.toString(StandardCharsets.UTF_8));
    }
}
