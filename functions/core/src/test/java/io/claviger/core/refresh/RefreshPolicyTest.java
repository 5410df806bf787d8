package io.claviger.core.refresh;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void a_refresh_point_after_a_tokens_expiry_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(0.97, 0.05, SECOND, SECOND));
    }

    @Test
    void a_maximum_wait_shorter_than_the_lease_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(0.85, 0.05, SECOND.multipliedBy(2), SECOND));
    }

    private static RefreshPolicy policy(double point, double spread, Duration lease, Duration maxWait) {
        return new RefreshPolicy(point, spread, SECOND, lease, maxWait, SECOND, Duration.ofHours(24));
    }
}
