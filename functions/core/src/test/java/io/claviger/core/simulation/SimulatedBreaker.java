package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.breaker.BreakerPolicy;
import io.claviger.core.breaker.BreakerStore;
import io.claviger.core.breaker.CircuitBreaker;
import io.claviger.core.breaker.CircuitBreakingAuthorizationServer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.simulation.AwsOutages.Service;
import io.claviger.core.simulation.CallMutations.DelegatingAdobe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** The breaker's store behind the simulated network. Two silent calls open it, because a simulated deployment makes few. */
final class SimulatedBreaker implements BreakerStore {
    static final BreakerPolicy POLICY = new BreakerPolicy(
            100, 2, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(15));

    private final World world;

    SimulatedBreaker(World world) {
        this.world = world;
    }

    /** Adobe as a process sees it through its own breaker. */
    AuthorizationServer around(AuthorizationServer adobe, SimulatedProcess process) {
        CircuitBreaker breaker = new CircuitBreaker(this, world.journal(), POLICY, process.clock());
        return new DelegatingAdobe(new CircuitBreakingAuthorizationServer(adobe, breaker)) {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                return noted(super.register(statement, redirectUri, device), RegistrationAnswer.Failed::new);
            }

            @Override
            public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                return noted(super.requestToken(credentials, device), TokenAnswer.Failed::new);
            }

            @Override
            public ProtectedApiAnswer callProtectedApi(
                    AccessToken token, ServiceProvider serviceProvider, Device device) {
                return noted(super.callProtectedApi(token, serviceProvider, device), ProtectedApiAnswer.Failed::new);
            }
        };
    }

    /** An operation of which a call was refused is disturbed, as by any fault. */
    private <A> A noted(A answer, Function<Failure, A> failed) {
        if (answer.equals(failed.apply(Failure.Unavailable.unsent("circuit_open")))) {
            world.currentRun().disturb();
        }
        return answer;
    }

    @Override
    public Admission enter(Instant now, Instant until) {
        return call("breaker.enter", () -> world.breaker().enter(now, until));
    }

    @Override
    public Ends leave(OptionalInt place, Ends ended, Instant now) {
        return call("breaker.leave", () -> world.breaker().leave(place, ended, now));
    }

    @Override
    public boolean open(Instant now, Instant probeAt) {
        return call("breaker.open", () -> {
            boolean opened = world.breaker().open(now, probeAt);
            if (opened) {
                world.upstreamInvariants().opened();
            }
            return opened;
        });
    }

    @Override
    public boolean probe(Instant now, Instant next) {
        return call("breaker.probe", () -> world.breaker().probe(now, next));
    }

    @Override
    public Optional<Instant> close() {
        return call("breaker.close", () -> world.breaker().close());
    }

    private <T> T call(String what, Supplier<T> work) {
        Supplier<T> lost = () -> {
            throw new StoreUnavailable(what);
        };
        return world.network().call(what, () -> world.outages().down(Service.DYNAMODB) ? lost.get() : work.get(), lost);
    }
}
