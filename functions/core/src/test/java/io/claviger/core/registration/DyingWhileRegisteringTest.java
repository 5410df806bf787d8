package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.Mortality;
import io.claviger.core.journal.Entry;
import io.claviger.core.registration.RegisterInstance.Wish;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process dies before or after each of its calls, one after the other, and another one takes over. */
class DyingWhileRegisteringTest {
    private static final Wish WISH = new Wish(key("tv"), Optional.empty(), DEVICE, false);

    @ParameterizedTest(name = "before: {0}")
    @ValueSource(booleans = {true, false})
    void whoever_dies_over_a_first_registration_leaves_one_usable_client_and_every_other_is_told_of(boolean before) {
        assertThat(diedAt(before, _ -> {}))
                .startsWith("instances.read", "instances.store", "credentialvault.find")
                .containsSubsequence("authorizationserver.register", "credentialvault.create", "instances.store")
                .endsWith("eventpublisher.publish");
    }

    @ParameterizedTest(name = "before: {0}")
    @ValueSource(booleans = {true, false})
    void whoever_dies_over_replacing_a_refused_client_leaves_one_usable_client_and_every_other_is_told_of(
            boolean before) {
        assertThat(diedAt(before, claviger -> claviger.quarantine("tv")))
                .startsWith("instances.read", "credentialvault.find", "authorizationserver.requestToken")
                .containsSubsequence("authorizationserver.register", "credentialvault.replace", "instances.store")
                .endsWith("eventpublisher.publish");
    }

    private interface Prelude {
        void play(InMemoryClaviger claviger);
    }

    /** The calls at which it was let die, in order, until it came to its end alive. */
    private static List<String> diedAt(boolean before, Prelude prelude) {
        List<String> calls = new ArrayList<>();
        for (int call = 1; ; call++) {
            InMemoryClaviger claviger = new InMemoryClaviger(RejectedCredentialsPolicy.REREGISTER);
            prelude.play(claviger);
            Set<ClientId> earlier = clients(claviger);
            Mortality mortality = new Mortality(call, before);
            RegisterInstance dying = claviger.process(mortality::of).registerInstance();
            if (!dies(dying, mortality)) {
                return calls;
            }
            calls.add(mortality.lastCall());
            anotherTakesOver(claviger, mortality.lastCall(), earlier);
        }
    }

    private static boolean dies(RegisterInstance dying, Mortality mortality) {
        try {
            dying.register(WISH);
        } catch (Mortality.Died _) {
            return true;
        }
        assertThat(mortality.reached()).isFalse();
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
