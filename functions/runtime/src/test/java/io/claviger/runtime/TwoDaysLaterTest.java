package io.claviger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.AwsClients;
import io.claviger.aws.AwsSettings;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Safeguards;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.RefreshState;
import io.claviger.core.instance.Registration;
import io.claviger.core.ports.Platform;
import io.claviger.core.vending.VendResult;
import io.claviger.core.vending.VendToken;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process that Lambda froze and thawed two days later: its own adapters and use cases over real connections, which the
 * other side has closed meanwhile, with a clock that has moved.
 */
class TwoDaysLaterTest {
    private static final InstanceKey TV = InstanceKey.parse("app#tv");
    private static final StatementFingerprint STATEMENT = new StatementFingerprint("0".repeat(64));
    private static final ClientWithSecret CLIENT = new ClientWithSecret(
            new ClientCredentials(new ClientId("client"), new ClientSecret("secret")), Optional.empty(), List.of());

    private final StandIn standIn = StandIn.start("{}");
    private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Deployment deployment = deployment();
    private final VendToken vendToken = deployment.useCases().vendToken();

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void the_next_vend_brings_a_new_token_by_one_post() {
        store();
        InstanceToken before = vend();
        assertThat(tokenCalls()).isOne();

        now = now.plus(Duration.ofDays(2));
        InstanceToken after = vend();
        assertThat(tokenCalls()).isEqualTo(2);
        assertThat(before.expiresAt()).isBefore(now);
        assertThat(after.expiresAt()).isAfter(now);

        assertThat(vend()).isEqualTo(after);
        assertThat(tokenCalls()).isEqualTo(2);
    }

    private InstanceToken vend() {
        VendResult result = vendToken.vend(TV, Admission.ALREADY, Duration.ofMinutes(1), Device.NONE);
        assertThat(result).isInstanceOf(VendResult.Vended.class);
        return ((VendResult.Vended) result).token();
    }

    private long tokenCalls() {
        return journal.stream()
                .filter(line -> line.contains("\"entry\":\"UpstreamCall\""))
                .count();
    }

    private void store() {
        deployment
                .aws()
                .applications()
                .store(new Application(
                        new ApplicationId("app"),
                        "App",
                        Optional.empty(),
                        Optional.empty(),
                        RejectedCredentialsPolicy.HOLD,
                        List.of(StatementRecord.stored(STATEMENT, "{}", now)),
                        Safeguards.NONE,
                        EnrolmentKeys.NONE,
                        now,
                        now,
                        0));
        deployment.aws().vault().create(TV, CLIENT, "0".repeat(36));
        deployment
                .aws()
                .instances()
                .store(new Instance(
                        TV,
                        new Registration.Active(CLIENT.client()),
                        STATEMENT,
                        Optional.empty(),
                        Device.NONE,
                        Optional.empty(),
                        RefreshState.NONE,
                        Enrolment.NONE,
                        now,
                        0));
    }

    private Deployment deployment() {
        DeploymentSettings settings = settings(DeploymentSettings.class, Map.of());
        return new Deployment(
                settings,
                settings(
                        AwsSettings.class,
                        Map.of(
                                "stage", "test",
                                "applicationsTable", "applications",
                                "instancesTable", "instances",
                                "keysetSecret", "keyset",
                                "shards", 1,
                                "refreshQueueUrl", Optional.of("http://localhost/queue"),
                                "evidenceQueueUrl", Optional.of("http://localhost/queue"))),
                Deployment.adobePass(settings, standIn.uri().toString()),
                new Platform(() -> now, _ -> {}, new SecureRandom(), () -> Duration.ofMinutes(1)),
                new AwsClients(Map.of("AWS_REGION", "us-east-1"), Optional.of(standIn.uri())),
                journal::add);
    }

    /** Settings of these values; every other one is empty. */
    private static <T> T settings(Class<T> type, Map<String, ?> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, _) ->
                        values.containsKey(method.getName()) ? values.get(method.getName()) : Optional.empty()));
    }
}
