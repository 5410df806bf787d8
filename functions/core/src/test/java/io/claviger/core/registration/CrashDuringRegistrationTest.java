package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.Crash;
import io.claviger.core.fake.CrashPoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.journal.Entry;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process crashes before or after each of its port calls in turn, and another one takes over. */
class CrashDuringRegistrationTest {
    private static final RegisterCommand COMMAND = new RegisterCommand(key("tv"), Optional.empty(), DEVICE, false);

    @ParameterizedTest(name = "before: {0}")
    @ValueSource(booleans = {true, false})
    void a_crash_during_registration_leaves_one_usable_client_and_records_the_others(boolean before) {
        assertThat(crashCalls(before, _ -> {}))
                .startsWith("instances.read", "instances.store", "credentialvault.find")
                .containsSubsequence("authorizationserver.register", "credentialvault.create", "instances.store")
                .endsWith("eventpublisher.publish");
    }

    @ParameterizedTest(name = "before: {0}")
    @ValueSource(booleans = {true, false})
    void a_crash_during_replacement_leaves_one_usable_client_and_records_the_others(boolean before) {
        assertThat(crashCalls(before, claviger -> claviger.quarantine("tv")))
                .startsWith("instances.read", "credentialvault.find", "authorizationserver.requestToken")
                .containsSubsequence("authorizationserver.register", "credentialvault.replace", "instances.store")
                .endsWith("eventpublisher.publish");
    }

    private interface Setup {
        void run(InMemoryClaviger claviger);
    }

    /** The calls at which the process crashed, in order, until one process completes the registration. */
    private static List<String> crashCalls(boolean before, Setup setup) {
        List<String> calls = new ArrayList<>();
        for (int call = 1; ; call++) {
            InMemoryClaviger claviger = new InMemoryClaviger(RejectedCredentialsPolicy.REREGISTER);
            setup.run(claviger);
            Set<ClientId> earlier = clients(claviger);
            CrashPoint crashPoint = new CrashPoint(call, before);
            RegisterInstance crashing = claviger.process(crashPoint::of).registerInstance();
            if (!crashes(crashing, crashPoint)) {
                return calls;
            }
            calls.add(crashPoint.lastCall());
            anotherTakesOver(claviger, crashPoint.lastCall(), earlier);
        }
    }

    private static boolean crashes(RegisterInstance crashing, CrashPoint crashPoint) {
        try {
            crashing.register(COMMAND);
        } catch (Crash _) {
            return true;
        }
        assertThat(crashPoint.reached()).isFalse();
        return false;
    }

    private static void anotherTakesOver(InMemoryClaviger claviger, String call, Set<ClientId> earlier) {
        claviger.clock.advance(Duration.ofSeconds(1));
        assertThat(claviger.register("tv"))
                .as(call)
                .isInstanceOfAny(RegisterResult.Registered.class, RegisterResult.AlreadyThere.class);
        assertThat(claviger.vend("tv")).as(call).isInstanceOf(VendResult.Vended.class);
        long unknown = clients(claviger).stream()
                .filter(client -> !earlier.contains(client))
                .filter(client -> !claviger.journal.contains(new Entry.ClientMade(key("tv"), client)))
                .count();
        long possible = claviger.journal.stream()
                .filter(Entry.ClientPossiblyLeftBehind.class::isInstance)
                .count();
        assertThat(possible).as(call).isGreaterThanOrEqualTo(unknown).isLessThanOrEqualTo(1);
    }

    private static Set<ClientId> clients(InMemoryClaviger claviger) {
        return claviger.adobe.clients().stream()
                .map(client -> client.credentials().clientId())
                .collect(Collectors.toSet());
    }
}
