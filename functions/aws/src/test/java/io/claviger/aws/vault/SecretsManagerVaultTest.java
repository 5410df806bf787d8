package io.claviger.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.testing.CredentialVaultContract;
import io.claviger.aws.testing.FakeSecretsManager;
import io.claviger.aws.testing.FaultySecretsManager;
import io.claviger.aws.testing.TestData;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Absent;
import io.claviger.core.vault.CredentialVault.StoredCredentials.PendingDeletion;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Present;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Unreadable;
import io.claviger.core.vault.CredentialVault.WriteResult.Failed;
import io.claviger.core.vault.CredentialVault.WriteResult.Stored;
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
    void canaries_have_secret_names_of_their_own() {
        InstanceKey canary = InstanceKey.canaryOf(TestData.APPLICATION, TestData.STATEMENT.fingerprint());

        vault.create(canary, one, attempt());
        vault.create(TestData.KEY, other, attempt());

        assertThat(secrets.names())
                .containsExactly(
                        "claviger/test/applications/acme.tv/canaries/"
                                + TestData.STATEMENT.fingerprint().hex(),
                        "claviger/test/applications/acme.tv/instances/living-room_1");
        assertThat(vault.find(canary)).isEqualTo(new Present(one));
    }

    @Test
    void a_label_move_whose_answer_was_lost_is_recognized_as_its_own() {
        vault.create(key, one, attempt());
        faulty.loseNextAnswerTo("updateSecretVersionStage");

        assertThat(vault.replace(key, other, attempt(), new ClientId("client-one")))
                .isEqualTo(new Stored());

        assertThat(vault.find(key)).isEqualTo(new Present(other));
    }

    @Test
    void a_replacement_interrupted_half_way_can_be_repeated() {
        vault.create(key, one, attempt());
        String attempt = attempt();
        faulty.refuseAllOf("updateSecretVersionStage");
        assertThat(vault.replace(key, other, attempt, new ClientId("client-one")))
                .isInstanceOf(Failed.class);
        assertThat(vault.find(key)).isEqualTo(new Present(one));

        faulty.recover();
        assertThat(vault.replace(key, other, attempt, new ClientId("client-one")))
                .isEqualTo(new Stored());
        assertThat(vault.find(key)).isEqualTo(new Present(other));
    }

    @Test
    void a_client_that_exists_but_is_not_visible_yet_is_awaited() {
        String attempt = attempt();
        vault.create(key, one, attempt);

        faulty.hideFromReads(3);
        assertThat(vault.create(key, one, attempt())).isEqualTo(new Stored());

        faulty.hideFromReads(100);
        assertThat(vault.create(key, one, attempt())).isInstanceOf(Failed.class);
    }

    @Test
    void every_failure_makes_the_vault_unavailable_and_no_credentials_absent() {
        vault.create(key, one, attempt());
        faulty.refuseAll();

        assertThat(unreadable()).hasMessage("reading client credentials failed");
        assertThat(vault.create(key, one, attempt())).isInstanceOf(Failed.class);
        assertThat(vault.replace(key, other, attempt(), new ClientId("client-one")))
                .isInstanceOf(Failed.class);
        assertThat(vault.discard(key, Duration.ofDays(30))).isPresent();
        assertThat(vault.restore(key)).isPresent();
    }

    @Test
    void a_secret_of_another_form_makes_the_vault_unavailable_and_is_not_repeated() {
        secrets.createSecret(request -> request.name(new SecretNames("test").clientCredentials(key))
                .clientRequestToken(attempt())
                .secretString("{\"client_id\":\"c\",\"client_secret\":12345,"));

        assertThat(unreadable()).hasRootCauseMessage("not JSON");
    }

    @Test
    void the_recovery_window_is_rounded_up_to_secrets_managers_limits() {
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

    private VaultUnavailable unreadable() {
        return ((Unreadable) vault.find(key)).failure().cause().orElseThrow();
    }
}
