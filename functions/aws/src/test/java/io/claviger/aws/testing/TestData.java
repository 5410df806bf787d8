package io.claviger.aws.testing;

import io.claviger.aws.sealing.Sealer;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Safeguards;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.DeviceSecret;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.claviger.core.instance.DeviceKey.Material.SharedSecret;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.PastFailure;
import io.claviger.core.instance.RefreshState;
import io.claviger.core.instance.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Values to store, with every part set. */
public final class TestData {
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");
    public static final ApplicationId APPLICATION = new ApplicationId("acme.tv");
    public static final InstanceKey KEY = new InstanceKey(APPLICATION, new InstanceId("living-room_1"));
    public static final SoftwareStatement STATEMENT = new SoftwareStatement("header.claims.signature");
    public static final String SEED =
            "{\"format\":\"seed\",\"seed\":\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\"}";

    private static final String OTHER_SEED = SEED.replace("0001", "ffff");

    private TestData() {}

    public static Sealer sealer(InstantSource clock) {
        return new Sealer(List.of(() -> SEED), clock);
    }

    /** A sealer without the keys of {@link #sealer}. */
    public static Sealer sealerWithAnotherKeyset(InstantSource clock) {
        return new Sealer(List.of(() -> OTHER_SEED), clock);
    }

    public static ClientWithSecret registration(String clientId) {
        return new ClientWithSecret(
                new ClientCredentials(new ClientId(clientId), new ClientSecret("the secret of " + clientId)),
                Optional.of(Instant.parse("2026-11-23T11:59:00Z")),
                List.of("api:client:v2", "another"));
    }

    public static Registration.Attempt attempt() {
        return new Registration.Attempt(
                "11111111-2222-3333-4444-555555555555",
                NOW.plusSeconds(60),
                Optional.of(registration("salvaged")),
                Optional.of(client("replaced")));
    }

    public static Client client(String id) {
        return new Client(new ClientId(id), Optional.of(NOW.minusSeconds(60)), List.of("api:client:v2", "another"));
    }

    /** A new instance with every optional part. */
    public static Instance instance(InstanceKey key, Registration registration) {
        return new Instance(
                key,
                registration,
                STATEMENT.fingerprint(),
                Optional.of(new RedirectUri("adobepass://com.acme")),
                new Device(
                        Optional.of(new DeviceInfo("the device's own header")),
                        Optional.of(new ClientIp("203.0.113.77"))),
                Optional.of(new InstanceToken(
                        new AccessToken("the access token"),
                        NOW,
                        NOW.plus(Duration.ofHours(6)),
                        NOW.plus(Duration.ofHours(5)))),
                new RefreshState(
                        Optional.of(new Lease("owner", NOW.plusSeconds(30))),
                        3,
                        Optional.of(new PastFailure(Failure.Kind.UNAVAILABLE, "http_503", true)),
                        Optional.of(NOW.plusSeconds(40)),
                        Optional.of(NOW.minusSeconds(50)),
                        Optional.of(NOW.minusSeconds(70)),
                        Optional.of(NOW.plus(Duration.ofHours(5)))),
                new Enrolment(
                        List.of(
                                new DeviceKey("key-2", new SharedSecret(new DeviceSecret("the device secret")), NOW),
                                new DeviceKey("key-1", new PublicKey("{\"kty\":\"EC\"}"), NOW)),
                        Optional.of(new Enrolment.Code("the code's sha256", NOW.plusSeconds(900)))),
                NOW.minus(Duration.ofDays(2)),
                0);
    }

    /** A new instance without any optional part. */
    public static Instance bareInstance(InstanceKey key) {
        Registration.Attempt attempt =
                new Registration.Attempt("attempt", NOW.plusSeconds(60), Optional.empty(), Optional.empty());
        return Instance.begun(key, attempt, STATEMENT.fingerprint(), Optional.empty(), Device.NONE, NOW);
    }

    /** The same instance, due at that moment. */
    public static Instance due(Instance instance, Optional<Instant> at) {
        RefreshState refreshState = new RefreshState(
                Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), at);
        return new Instance(
                instance.key(),
                instance.registration(),
                instance.statement(),
                instance.redirectUri(),
                instance.device(),
                instance.token(),
                refreshState,
                instance.enrolment(),
                instance.createdAt(),
                instance.version());
    }

    public static Application application(ApplicationId id) {
        StatementRecord current = StatementRecord.stored(STATEMENT.fingerprint(), "{\"iss\":\"auth.adobe.com\"}", NOW)
                .checkBegun(NOW.plusSeconds(1));
        StatementRecord older = StatementRecord.stored(new SoftwareStatement("another.one.x").fingerprint(), "{}", NOW)
                .checked(
                        StatementStatus.REVOKED,
                        Optional.of(new Evidence("register", "invalid_software_statement", NOW)),
                        true,
                        NOW)
                .announced(true);
        return new Application(
                id,
                "Acme TV",
                Optional.of(new RedirectUri("https://acme.example.com/back")),
                Optional.of(new ServiceProvider("ACME")),
                RejectedCredentialsPolicy.REREGISTER,
                List.of(current, older),
                new Safeguards(true, 2, NOW),
                new EnrolmentKeys(Optional.of("current"), Optional.of(new EnrolmentKeys.Previous("previous", NOW))),
                NOW.minusSeconds(5),
                NOW,
                0);
    }
}
