package io.claviger.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void mask() {
        assertThat(Secret.MASK).isEqualTo("***");
    }
}
