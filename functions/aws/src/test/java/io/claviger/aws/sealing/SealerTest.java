package io.claviger.aws.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.testing.TestData;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.storage.VaultUnavailable;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SealerTest {
    private final FakeClock clock = new FakeClock();
    private final KeysetRotation rotation = new KeysetRotation(new SecureRandom());
    private final AtomicInteger reads = new AtomicInteger();
    private String stored = TestData.SEED;
    private boolean reachable = true;

    private final Sealer sealer = process();

    @Test
    void a_sealed_text_opens_only_for_its_owner_and_field() {
        byte[] sealed = sealer.seal("secret", "app#one", "token");

        assertThat(sealer.open(sealed, "app#one", "token")).isEqualTo("secret");
        assertThatThrownBy(() -> sealer.open(sealed, "app#two", "token")).isInstanceOf(Sealer.SealBroken.class);
        assertThatThrownBy(() -> sealer.open(sealed, "app#one", "device")).isInstanceOf(Sealer.SealBroken.class);
    }

    @Test
    void a_changed_or_unsealed_text_does_not_open() {
        byte[] sealed = sealer.seal("secret", "app#one", "token");
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> sealer.open(sealed, "app#one", "token"))
                .isInstanceOf(Sealer.SealBroken.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> sealer.open(new byte[3], "app#one", "token")).isInstanceOf(Sealer.SealBroken.class);
    }

    @Test
    void sealing_the_same_text_twice_gives_different_bytes() {
        assertThat(sealer.seal("secret", "a", "b")).isNotEqualTo(sealer.seal("secret", "a", "b"));
    }

    @Test
    void the_keyset_is_read_once_at_its_first_use() {
        assertThat(reads).hasValue(0);

        byte[] sealed = sealer.seal("secret", "a", "b");
        sealer.open(sealed, "a", "b");
        sealer.seal("more", "a", "b");

        assertThat(reads).hasValue(1);
    }

    @Test
    void a_process_with_the_previous_keyset_opens_texts_of_the_next_one() {
        for (int i = 0; i < 5; i++) {
            Sealer before = process();
            before.seal("makes it read the keyset", "a", "b");
            rotate();
            byte[] sealed = process().seal("after", "a", "b");

            reachable = false;
            assertThat(before.open(sealed, "a", "b")).isEqualTo("after");
            reachable = true;
        }
    }

    @Test
    void after_two_rotations_in_a_row_every_text_opens() {
        byte[] before = sealer.seal("before", "a", "b");
        rotate();
        rotate();
        clock.advance(Duration.ofSeconds(1));
        Sealer after = process();
        byte[] sealedAfter = after.seal("after", "a", "b");

        assertThat(after.open(before, "a", "b")).isEqualTo("before");
        assertThat(sealer.open(sealedAfter, "a", "b")).isEqualTo("after");
    }

    @Test
    void a_text_under_a_lost_key_makes_the_keyset_be_read_at_most_once_a_second() {
        Keyset lost = rotation.next(rotation.next(KeysetFormat.parse(TestData.SEED)));
        byte[] unknown = new Sealer(List.of(() -> KeysetFormat.write(lost)), clock).seal("x", "a", "b");
        sealer.seal("anything", "a", "b");
        assertThat(reads).hasValue(1);

        for (int second = 1; second <= 3; second++) {
            clock.advance(Duration.ofSeconds(1));
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> sealer.open(unknown, "a", "b")).isInstanceOf(Sealer.SealBroken.class);
            }
            assertThat(reads).hasValue(1 + second);
        }
    }

    @Test
    void a_rotation_reaches_every_process_within_an_hour() {
        sealer.seal("x", "a", "b");
        rotate();
        rotate();
        int sealingKey = KeysetFormat.parse(stored).primary().id();

        clock.advance(Duration.ofHours(1));
        byte[] sealed = sealer.seal("x", "a", "b");

        assertThat(ByteBuffer.wrap(sealed).getInt(1)).isEqualTo(sealingKey);
    }

    @Test
    void the_old_keyset_is_used_while_the_new_one_is_unavailable() {
        byte[] sealed = sealer.seal("x", "a", "b");
        clock.advance(Duration.ofHours(2));
        reachable = false;

        assertThat(sealer.open(sealed, "a", "b")).isEqualTo("x");
        assertThat(sealer.open(sealer.seal("y", "a", "b"), "a", "b")).isEqualTo("y");
    }

    @Test
    void a_keyset_that_could_not_be_read_is_read_again() {
        reachable = false;
        assertThatThrownBy(() -> sealer.seal("x", "a", "b")).isInstanceOf(VaultUnavailable.class);

        reachable = true;
        assertThat(sealer.open(sealer.seal("x", "a", "b"), "a", "b")).isEqualTo("x");
    }

    @Test
    void a_corrupt_keyset_is_a_failure_of_the_vault() {
        stored = "{\"format\":\"seed\"}";
        assertThatThrownBy(() -> sealer.seal("x", "a", "b"))
                .isInstanceOf(VaultUnavailable.class)
                .hasMessage("reading the sealing keyset failed");
    }

    @Test
    void a_pseudonym_survives_rotations_and_differs_between_keysets() {
        String pseudonym = sealer.pseudonym("203.0.113.77");
        rotate();
        rotate();

        assertThat(process().pseudonym("203.0.113.77")).isEqualTo(pseudonym).matches("[0-9a-f]{64}");
        assertThat(sealer.pseudonym("203.0.113.78")).isNotEqualTo(pseudonym);
        assertThat(new Sealer(List.of(() -> TestData.SEED.replace("1f", "ff")), clock).pseudonym("203.0.113.77"))
                .isNotEqualTo(pseudonym);
    }

    private void rotate() {
        stored = KeysetFormat.write(rotation.next(KeysetFormat.parse(stored)));
    }

    private Sealer process() {
        return new Sealer(List.of(this::read), clock);
    }

    private String read() {
        if (!reachable) {
            throw new VaultUnavailable("reading the sealing keyset failed");
        }
        reads.incrementAndGet();
        return stored;
    }
}
