package io.claviger.registration;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.aws.journal.MetricLog;
import io.claviger.aws.journal.MetricsJournal;
import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.CoolDown;
import io.claviger.core.refresh.RecheckCredentials;
import io.claviger.core.registration.AdoptCredentials;
import io.claviger.core.registration.ClientRegistrar;
import io.claviger.core.registration.DeregisterInstance;
import io.claviger.core.registration.RegisterApplication;
import io.claviger.core.registration.RegisterInstance;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.registration.RestoreInstance;
import io.claviger.core.revocation.StatementProbe;
import io.claviger.core.vending.CacheExpiryWait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The registration function over a fake Adobe and stores in memory. */
final class Registry {
    static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();

    final FakeClock clock = new FakeClock();
    final FakeAdobe adobe = new FakeAdobe(clock);
    final InMemoryApplications applications = new InMemoryApplications();
    final InMemoryInstances instances = new InMemoryInstances(applications, clock);
    final List<String> lines = new ArrayList<>();
    private final Api api;

    Registry() {
        Pause pause = clock::advance;
        Journal journal = new MetricsJournal(new MetricLog("dev", "registration", clock, lines::add));
        InMemoryVault vault = new InMemoryVault(clock);
        InMemoryStatements statements = new InMemoryStatements();
        SplittableRandom random = new SplittableRandom(7);
        Identifiers identifiers = new Identifiers(random);
        CacheExpiryWait horizon = new CacheExpiryWait(Duration.ZERO, pause);
        RegistrationPolicy policy = RegistrationPolicy.DEFAULT;
        CoolDown coolDown = new CoolDown(random);
        ClientRegistrar registrar = new ClientRegistrar(instances, vault, adobe, journal, coolDown, clock);
        RestoreInstance restore = new RestoreInstance(instances, vault, _ -> true, journal, clock);
        api = new Api(
                PROVIDER.identities(),
                RegistrationRoutes.of(
                        applications,
                        instances,
                        new RegisterApplication(
                                applications,
                                statements,
                                instances,
                                registrar,
                                new StatementProbe(adobe, journal),
                                _ -> {},
                                journal,
                                policy,
                                identifiers,
                                pause,
                                clock),
                        new RegisterInstance(
                                instances,
                                statements,
                                registrar,
                                restore,
                                new RecheckCredentials(instances, vault, adobe, journal, coolDown, clock),
                                _ -> {},
                                _ -> true,
                                policy,
                                identifiers,
                                pause,
                                clock),
                        new AdoptCredentials(
                                instances,
                                vault,
                                adobe,
                                registrar,
                                _ -> true,
                                horizon,
                                policy,
                                identifiers,
                                pause,
                                clock),
                        new DeregisterInstance(instances, vault, _ -> true, journal, horizon, policy, clock),
                        restore,
                        clock),
                _ -> {},
                Optional::empty);
    }

    /** Calls as an operator, about the application {@code tv} and the instance {@code one}. */
    APIGatewayV2HTTPResponse call(Endpoint endpoint) {
        return send(operatorsCall(endpoint));
    }

    APIGatewayV2HTTPResponse call(Endpoint endpoint, String body) {
        return send(operatorsCall(endpoint).body(body));
    }

    APIGatewayV2HTTPResponse send(ApiCall call) {
        clock.advance(Duration.ofSeconds(10));
        return call.sendTo(api);
    }

    static ApiCall operatorsCall(Endpoint endpoint) {
        return ApiCall.to(endpoint).application("tv").instance("one").bearing(PROVIDER.operator());
    }

    /** A JWT with this payload and a worthless signature. */
    static String jwt(String header, String payload) {
        return base64(header) + "." + base64(payload) + "." + base64("signature");
    }

    static String statement(String name) {
        return jwt("{\"alg\":\"RS256\"}", "{\"software_id\":\"%s\",\"scopes\":[\"api:client:v2\"]}".formatted(name));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
