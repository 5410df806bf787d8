package io.claviger.aws.testing;

import static io.claviger.aws.testing.TestData.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Absent;
import io.claviger.core.vault.CredentialVault.StoredCredentials.PendingDeletion;
import io.claviger.core.vault.CredentialVault.StoredCredentials.Present;
import io.claviger.core.vault.CredentialVault.WriteResult;
import io.claviger.core.vault.CredentialVault.WriteResult.Refused;
import io.claviger.core.vault.CredentialVault.WriteResult.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every vault. */
public abstract class CredentialVaultContract {
    private static final Duration WINDOW = Duration.ofDays(30);

    /** Each test has its own key, so that tests may share a vault. */
    protected final InstanceKey key = new InstanceKey(
            new ApplicationId("acme.tv"), new InstanceId(UUID.randomUUID().toString()));

    protected final ClientWithSecret one = registration("client-one");
    protected final ClientWithSecret other = registration("client-other");

    protected abstract CredentialVault vault();

    /** Loses the answer to the next write, after the write took effect. */
    protected abstract void loseNextAnswer();

    protected static String attempt() {
        return UUID.randomUUID().toString();
    }

    @Test
    public void created_credentials_are_found() {
        assertThat(vault().find(key)).isEqualTo(new Absent());

        assertThat(vault().create(key, one, attempt())).isEqualTo(new Stored());

        assertThat(vault().find(key)).isEqualTo(new Present(one));
    }

    @Test
    public void an_adopted_client_is_found_without_an_issue_time() {
        ClientWithSecret adopted = new ClientWithSecret(one.credentials(), Optional.empty(), List.of());
        vault().create(key, adopted, attempt());

        assertThat(vault().find(key)).isEqualTo(new Present(adopted));
    }

    @Test
    public void the_first_client_created_stays() {
        vault().create(key, one, attempt());

        assertThat(vault().create(key, other, attempt())).isEqualTo(new Refused());

        assertThat(vault().find(key)).isEqualTo(new Present(one));
    }

    @Test
    public void creating_the_same_client_again_succeeds() {
        String attempt = attempt();
        assertThat(vault().create(key, one, attempt)).isEqualTo(new Stored());
        assertThat(vault().create(key, one, attempt)).isEqualTo(new Stored());
        assertThat(vault().create(key, one, attempt())).isEqualTo(new Stored());
        assertThat(vault().create(key, other, attempt)).isEqualTo(new Refused());
    }

    @Test
    public void of_concurrent_creations_one_succeeds_and_all_find_its_client() throws Exception {
        List<ClientWithSecret> clients =
                IntStream.range(0, 8).mapToObj(i -> registration("client-" + i)).toList();

        List<WriteResult> created = atOnce(clients.stream()
                .map(client -> call(() -> vault().create(key, client, attempt())))
                .toList());

        assertThat(created).containsOnlyOnce(new Stored());
        assertThat(vault().find(key)).isEqualTo(new Present(clients.get(created.indexOf(new Stored()))));
    }

    @Test
    public void a_client_is_replaced_only_if_the_caller_names_it() {
        vault().create(key, one, attempt());

        assertThat(vault().replace(key, other, attempt(), new ClientId("somebody-else")))
                .isEqualTo(new Refused());
        assertThat(vault().find(key)).isEqualTo(new Present(one));

        assertThat(vault().replace(key, other, attempt(), new ClientId("client-one")))
                .isEqualTo(new Stored());
        assertThat(vault().find(key)).isEqualTo(new Present(other));

        assertThat(vault().replace(key, registration("late"), attempt(), new ClientId("client-one")))
                .isEqualTo(new Refused());
        assertThat(vault().find(key)).isEqualTo(new Present(other));
    }

    @Test
    public void replacing_with_the_same_client_again_succeeds() {
        vault().create(key, one, attempt());
        String attempt = attempt();

        assertThat(vault().replace(key, other, attempt, new ClientId("client-one")))
                .isEqualTo(new Stored());
        assertThat(vault().replace(key, other, attempt, new ClientId("client-one")))
                .isEqualTo(new Stored());
        assertThat(vault().replace(key, other, attempt(), new ClientId("client-one")))
                .isEqualTo(new Stored());
    }

    @Test
    public void of_concurrent_replacements_one_succeeds() throws Exception {
        vault().create(key, one, attempt());
        List<ClientWithSecret> clients =
                IntStream.range(0, 8).mapToObj(i -> registration("new-" + i)).toList();

        List<WriteResult> replaced = atOnce(clients.stream()
                .map(client -> call(() -> vault().replace(key, client, attempt(), new ClientId("client-one"))))
                .toList());

        assertThat(replaced).containsOnlyOnce(new Stored());
        assertThat(vault().find(key)).isEqualTo(new Present(clients.get(replaced.indexOf(new Stored()))));
    }

    @Test
    public void absent_credentials_are_not_replaced() {
        assertThat(vault().replace(key, other, attempt(), new ClientId("client-one")))
                .isEqualTo(new Refused());
        assertThat(vault().find(key)).isEqualTo(new Absent());
    }

    @Test
    public void discarded_credentials_can_be_restored_and_not_overwritten() {
        vault().create(key, one, attempt());

        vault().discard(key, WINDOW);
        assertThat(vault().find(key)).isEqualTo(new PendingDeletion());
        assertThat(vault().create(key, other, attempt())).isEqualTo(new Refused());
        assertThat(vault().replace(key, other, attempt(), new ClientId("client-one")))
                .isEqualTo(new Refused());

        vault().restore(key);
        assertThat(vault().find(key)).isEqualTo(new Present(one));
    }

    @Test
    public void discarding_and_restoring_may_be_repeated_and_tolerate_absent_credentials() {
        vault().discard(key, WINDOW);
        vault().restore(key);
        assertThat(vault().find(key)).isEqualTo(new Absent());

        vault().create(key, one, attempt());
        vault().restore(key);
        assertThat(vault().find(key)).isEqualTo(new Present(one));

        vault().discard(key, WINDOW);
        vault().discard(key, WINDOW);
        vault().restore(key);
        vault().restore(key);
        assertThat(vault().find(key)).isEqualTo(new Present(one));
    }

    @Test
    public void a_creation_whose_answer_was_lost_is_recognized_as_its_own() {
        loseNextAnswer();
        assertThat(vault().create(key, one, attempt())).isEqualTo(new Stored());
        assertThat(vault().find(key)).isEqualTo(new Present(one));
    }

    private static Callable<WriteResult> call(Callable<WriteResult> call) {
        return call;
    }

    private static List<WriteResult> atOnce(List<Callable<WriteResult>> calls) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}
