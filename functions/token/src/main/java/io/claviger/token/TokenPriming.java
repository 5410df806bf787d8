package io.claviger.token;

import io.claviger.api.Endpoint;
import io.claviger.api.PrimingCalls;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Safeguards;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.RefreshState;
import io.claviger.core.instance.Registration;
import io.claviger.core.ports.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Vends a FRESH token, a STALE one, and one that must be requested first. */
final class TokenPriming {
    private static final ApplicationId APPLICATION = new ApplicationId(PrimingCalls.NAME);
    private static final StatementFingerprint STATEMENT = new StatementFingerprint("0".repeat(64));
    private static final ClientWithSecret CLIENT = new ClientWithSecret(
            new ClientCredentials(new ClientId(PrimingCalls.NAME), new ClientSecret(PrimingCalls.NAME)),
            Optional.empty(),
            List.of());

    private TokenPriming() {}

    static void vend(PrimingCalls calls) {
        Instant now = calls.deployment().clock().instant();
        Stores stores = calls.deployment().aws();
        stores.applications()
                .store(new Application(
                        APPLICATION,
                        PrimingCalls.NAME,
                        Optional.empty(),
                        Optional.empty(),
                        RejectedCredentialsPolicy.HOLD,
                        List.of(StatementRecord.stored(STATEMENT, "{}", now)),
                        Safeguards.NONE,
                        EnrolmentKeys.NONE,
                        now,
                        now,
                        0));
        vend(calls, stores, "fresh", now, Optional.of(token(now, now.plusSeconds(3600))));
        vend(calls, stores, "stale", now, Optional.of(token(now, now)));
        vend(calls, stores, PrimingCalls.NAME, now, Optional.empty());
    }

    private static InstanceToken token(Instant now, Instant refreshAfter) {
        return new InstanceToken(new AccessToken(PrimingCalls.NAME), now, now.plus(Duration.ofDays(1)), refreshAfter);
    }

    private static void vend(PrimingCalls calls, Stores stores, String id, Instant now, Optional<InstanceToken> token) {
        InstanceKey key = InstanceKey.parse(APPLICATION + "#" + id);
        stores.vault().create(key, CLIENT, "0".repeat(36));
        stores.instances()
                .store(new Instance(
                        key,
                        new Registration.Active(CLIENT.client()),
                        STATEMENT,
                        Optional.empty(),
                        Device.CLAVIGER,
                        token,
                        RefreshState.NONE,
                        Enrolment.NONE,
                        now,
                        0));
        calls.call(Endpoint.VEND, id, "");
    }
}
