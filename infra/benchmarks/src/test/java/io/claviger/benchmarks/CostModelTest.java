package io.claviger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.CapacityMeter.Consumed;
import io.claviger.aws.testing.OperationUnits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CostModelTest {

    @Test
    void the_model_starts_from_the_units_that_a_test_measures() throws IOException {
        CostModel model = CostModel.read();
        for (String operation : List.of("registration", "renewal")) {
            Consumed measured = Objects.requireNonNull(OperationUnits.measured().get(operation));
            assertThat(model.figure(operation + ".reads")).isEqualTo(measured.reads());
            assertThat(model.figure(operation + ".writes")).isEqualTo(measured.writes());
        }
    }

    @Test
    void the_page_on_performance_shows_what_the_model_computes() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/performance.md")))
                .contains(CostModel.read().result().markdown());
    }
}
