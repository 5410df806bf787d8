package io.claviger.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.testing.CredentialVaultContract;
import io.claviger.aws.testing.FakeClock;
import io.claviger.aws.testing.FakeSecretsManager;
import io.claviger.aws.testing.FaultySecretsManager;
import io.claviger.aws.testing.Samples;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Absent;
import io.claviger.core.vault.CredentialVault.StoredCredentials.PendingDeletion;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Present;
import io.claviger.core.vault.VaultUnavailable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SecretsManagerVaultTest extends CredentialVaultContract {
    private final FakeClock clock = new FakeClock();
    private final FakeSecretsManager secrets = new FakeSecretsManager(clock);
    private final FaultySecretsManager faulty = new FaultySecretsManager(secrets);
    private final SecretsManagerVault vault =
            new SecretsManagerVault(faulty, new SecretNames("test"), Optional.empty(), clock);

    @Override
    protected CredentialVault vault() {
        return vault;
    }

    @Override
    protected void loseNextAnswer() {
        faulty.loseNextAnswer();
    }

    @Test
    void canaries_stand_apart_from_real_instances() {
        InstanceKey canary = InstanceKey.canaryOf(Samples.APPLICATION, Samples.STATEMENT.fingerprint());

        vault.create(canary, one, attempt());
        vault.create(Samples.KEY, other, attempt());

        assertThat(secrets.names())
                .containsExactly(
                        "claviger/test/applications/acme.tv/canaries/"
                                + Samples.STATEMENT.fingerprint().hex(),
                        "claviger/test/applications/acme.tv/instances/living-room_1");
        assertThat(vault.find(canary)).isEqualTo(new Present(one));
    }

    @Test
    void a_lost_answer_to_moving_the_label_is_known_for_ones_own() {
        vault.create(key, one, attempt());
        faulty.loseNextAnswerTo("updateSecretVersionStage");

        assertThat(vault.replace(key, other, attempt(), new ClientId("client-one")))
                .isTrue();

        assertThat(vault.find(key)).isEqualTo(new Present(other));
    }

    @Test
    void a_replacement_that_died_half_way_can_be_made_again() {
        vault.create(key, one, attempt());
        String attempt = attempt();
        faulty.refuseAllOf("updateSecretVersionStage");
        assertThatThrownBy(() -> vault.replace(key, other, attempt, new ClientId("client-one")))
                .isInstanceOf(VaultUnavailable.class);
        assertThat(vault.find(key)).isEqualTo(new Present(one));

        faulty.recover();
        assertThat(vault.replace(key, other, attempt, new ClientId("client-one")))
                .isTrue();
        assertThat(vault.find(key)).isEqualTo(new Present(other));
    }

    @Test
    void a_client_that_exists_but_cannot_be_seen_yet_is_waited_for() {
        String attempt = attempt();
        vault.create(key, one, attempt);

        faulty.hideFromReads(3);
        assertThat(vault.create(key, one, attempt())).isTrue();

        faulty.hideFromReads(100);
        assertThatThrownBy(() -> vault.create(key, one, attempt())).isInstanceOf(VaultUnavailable.class);
    }

    @Test
    void whatever_goes_wrong_with_secrets_manager_is_a_vault_unavailable_and_never_nothing() {
        vault.create(key, one, attempt());
        faulty.refuseAll();

        assertThatThrownBy(() -> vault.find(key))
                .isInstanceOf(VaultUnavailable.class)
                .hasMessage("reading client credentials failed");
        assertThatThrownBy(() -> vault.create(key, one, attempt())).isInstanceOf(VaultUnavailable.class);
        assertThatThrownBy(() -> vault.replace(key, other, attempt(), new ClientId("client-one")))
                .isInstanceOf(VaultUnavailable.class);
        assertThatThrownBy(() -> vault.discard(key, Duration.ofDays(30))).isInstanceOf(VaultUnavailable.class);
        assertThatThrownBy(() -> vault.restore(key)).isInstanceOf(VaultUnavailable.class);
    }

    @Test
    void a_secret_that_somebody_else_wrote_is_a_vault_unavailable_that_does_not_repeat_it() {
        secrets.createSecret(request -> request.name(new SecretNames("test").clientCredentials(key))
                .clientRequestToken(attempt())
                .secretString("{\"client_id\":\"c\",\"client_secret\":12345,"));

        assertThatThrownBy(() -> vault.find(key))
                .isInstanceOf(VaultUnavailable.class)
                .hasRootCauseMessage("not JSON");
    }

    @Test
    void discarded_credentials_are_kept_for_the_window_rounded_up_to_what_secrets_manager_allows() {
        vault.create(key, one, attempt());
        vault.discard(key, Duration.ofHours(1));
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(vault.find(key)).isEqualTo(new PendingDeletion());
        clock.advance(Duration.ofSeconds(1));
        assertThat(vault.find(key)).isEqualTo(new Absent());

        vault.create(key, one, attempt());
        vault.discard(key, Duration.ofDays(9).plusMillis(1));
        clock.advance(Duration.ofDays(10).minusSeconds(1));
        assertThat(vault.find(key)).isEqualTo(new PendingDeletion());

        assertThatThrownBy(() -> vault.discard(key, Duration.ofDays(31))).isInstanceOf(IllegalArgumentException.class);
    }
}
