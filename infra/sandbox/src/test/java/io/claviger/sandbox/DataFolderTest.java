package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.claviger.sandbox.AdobeCaller.Credentials;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives a sandbox with a data folder. */
class DataFolderTest {
    @TempDir
    private Path folder = Path.of("");

    private final FakeClock clock = new FakeClock();
    private Sandbox sandbox = Sandbox.start(SandboxOptions.onAnyPort());
    private AdobeCaller adobe = new AdobeCaller(sandbox.baseUri());

    @BeforeEach
    void begin() {
        restart();
    }

    @AfterEach
    void stop() {
        adobe.close();
        sandbox.close();
    }

    private void restart() {
        stop();
        sandbox = Sandbox.start(SandboxOptions.onAnyPort()
                .withClock(clock)
                .withData(folder.resolve("made").resolve("data")));
        adobe = new AdobeCaller(sandbox.baseUri());
    }

    @Test
    void a_statement_is_the_same_after_a_restart_and_registers_more_clients() {
        var application = sandbox.createApplication("News");
        var statement = sandbox.softwareStatement(application.id());
        var keys = adobe.get("/dashboard/jwks").json();

        restart();

        assertThat(sandbox.applications()).containsExactly(application);
        assertThat(sandbox.softwareStatement(application.id())).isEqualTo(statement);
        assertThat(adobe.get("/dashboard/jwks").json()).isEqualTo(keys);
        assertThat(adobe.register(statement).status()).isEqualTo(201);
    }

    @Test
    void a_client_keeps_its_secret_and_its_token_until_the_token_expires() {
        var statement = statementOf(sandbox.createApplication("News"));
        var credentials = adobe.registered(statement);
        var token = adobe.tokenFor(credentials);

        restart();

        assertThat(adobe.configuration("REF30", token).status()).isEqualTo(200);
        assertThat(adobe.token(credentials).status()).isEqualTo(201);
        assertThat(adobe.token(new Credentials(credentials.clientId(), "another"))
                        .error())
                .isEqualTo("invalid_client");
        clock.advance(Duration.ofHours(6));
        assertThat(adobe.configuration("REF30", token).status()).isEqualTo(401);
    }

    @Test
    void a_token_stays_with_its_client_when_another_registers_after_the_restart() {
        var news = statementOf(sandbox.createApplication("News"));
        var earlier = adobe.tokenFor(adobe.registered(news));

        restart();
        var sports = sandbox.createApplication("Sports");
        adobe.registered(statementOf(sports));
        sandbox.revoke(sports.id());

        assertThat(adobe.configuration("REF30", earlier).status()).isEqualTo(200);
        assertThat(sandbox.clientCount()).isEqualTo(2);
        assertThat(adobe.get("/dashboard/clients").json()).hasSize(2);
    }

    @Test
    void a_revoked_statement_stays_revoked_and_a_reinstated_one_reinstated() {
        var revoked = sandbox.createApplication("Revoked");
        var reinstated = sandbox.createApplication("Reinstated");
        var client = adobe.registered(statementOf(revoked));
        sandbox.revoke(revoked.id());
        sandbox.revoke(reinstated.id());
        sandbox.reinstate(reinstated.id());

        restart();

        assertThat(sandbox.applications())
                .extracting(RegisteredApplication::name, RegisteredApplication::revoked)
                .containsExactly(tuple("Revoked", true), tuple("Reinstated", false));
        assertThat(adobe.register(statementOf(revoked)).error()).isEqualTo("invalid_software_statement");
        assertThat(adobe.token(client).error()).isEqualTo("invalid_client");
        assertThat(adobe.register(statementOf(reinstated)).status()).isEqualTo(201);
        sandbox.reinstate(revoked.id());

        restart();

        assertThat(adobe.token(client).status()).isEqualTo(201);
    }

    @Test
    void a_viewer_stays_signed_in_and_a_signed_out_one_stays_signed_out() {
        var statement = statementOf(sandbox.createApplication("News"));
        var ada = new StreamingApp(adobe, statement, "tv-1");
        ada.signIn("Ada");
        var grace = new StreamingApp(adobe, statement, "tv-2");
        grace.signIn("Grace");
        grace.get("logout/SandboxTV?redirectUrl=https%3A%2F%2Fexample.com");
        restart();
        assertThat(adobe.get("/dashboard/profiles").json())
                .extracting(
                        profile -> profile.path("viewer").asText(),
                        profile -> profile.path("state").asText())
                .containsExactlyInAnyOrder(tuple("Ada", "signed_in"), tuple("Grace", "signed_out"));
    }

    @Test
    void temporary_access_that_was_given_back_starts_again_after_a_restart() {
        var statement = statementOf(sandbox.createApplication("News"));
        var tv = new StreamingApp(adobe, statement, "tv-1");
        assertThat(tv.get("profiles/TempPass").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(10));
        assertThat(tv.get("profiles/TempPass").status()).isEqualTo(403);
        adobe.send(adobe.request("/dashboard/profiles").DELETE());
        restart();
        var again = new StreamingApp(adobe, statement, "tv-1");
        assertThat(again.get("profiles/TempPass").status()).isEqualTo(200);
    }

    @Test
    void a_custom_scheme_outlives_a_restart() {
        sandbox.createCustomScheme("adobepass://com.programmer");
        var statement = statementOf(sandbox.createApplication("News"));

        restart();

        assertThat(adobe.register(statement, "adobepass://com.programmer").status())
                .isEqualTo(201);
        assertThat(adobe.get("/dashboard/custom-schemes").json())
                .extracting(scheme -> scheme.path("value").asText())
                .containsExactly("adobepass://com.programmer");
    }

    @Test
    void clients_that_register_at_once_all_outlive_a_restart() {
        var statement = statementOf(sandbox.createApplication("News"));
        var clients = IntStream.range(0, 200)
                .parallel()
                .mapToObj(each -> adobe.registered(statement))
                .toList();

        restart();

        assertThat(sandbox.clientCount()).isEqualTo(200);
        assertThat(clients).allMatch(client -> adobe.token(client).status() == 201);
    }

    @Test
    void the_request_log_and_the_faults_are_empty_after_a_restart() {
        adobe.register("nothing");
        sandbox.setFaults("{\"status\":503}");

        restart();

        assertThat(sandbox.requests()).isEmpty();
        assertThat(sandbox.faults().status()).isNull();
    }

    @Test
    void the_page_says_what_outlives_the_sandbox() {
        assertThat(adobe.get("/").body())
                .contains("tokens outlive the sandbox")
                .doesNotContain("gone when the sandbox");
        try (var forgetful = Sandbox.start(SandboxOptions.onAnyPort());
                var caller = new AdobeCaller(forgetful.baseUri())) {
            assertThat(caller.get("/").body()).contains("Everything is in memory and gone when the sandbox stops.");
        }
    }

    @Test
    void a_second_sandbox_on_the_folder_is_refused_with_a_message() {
        var data = folder.resolve("made").resolve("data");
        assertThatThrownBy(() -> Sandbox.start(SandboxOptions.onAnyPort().withData(data)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(data.toString())
                .hasMessageContaining("another sandbox");
    }

    private String statementOf(RegisteredApplication application) {
        return sandbox.softwareStatement(application.id());
    }
}
