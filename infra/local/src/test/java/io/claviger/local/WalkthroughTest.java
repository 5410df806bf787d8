package io.claviger.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WalkthroughTest {

    @Test
    void the_printed_walkthrough_is_the_first_one_of_the_readme() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));

        assertThat(Walkthrough.commands())
                .contains("/dashboard/registered-applications", "/v1/applications/demo", "/token")
                .doesNotContain("```");
        assertThat(readme).contains("```sh\n" + Walkthrough.commands() + "```");
    }
}
