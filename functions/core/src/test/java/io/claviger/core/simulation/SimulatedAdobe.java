package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Adobe Pass behind a faulty network: a call times out after five seconds, and an answer may be lost or malformed. */
final class SimulatedAdobe implements AuthorizationServer {
    private static final int TIMEOUT_MICROS = 5_000_000;

    private final World world;
    private Instant downUntil = Instant.MIN;
    private Instant hangsUntil = Instant.MIN;

    SimulatedAdobe(World world) {
        this.world = world;
    }

    void goDownFor(Duration outage) {
        downUntil = world.scheduler().instant().plus(outage);
    }

    /** No call is answered for so long. */
    void hangFor(Duration outage) {
        hangsUntil = world.scheduler().instant().plus(outage);
    }

    void comeUp() {
        downUntil = Instant.MIN;
        hangsUntil = Instant.MIN;
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        begins(Optional.of(statement.fingerprint()));
        RegistrationAnswer answer = call(
                "adobe.register",
                () -> {
                    world.upstreamInvariants().arrives(device);
                    if (world.mistakes().refuses("adobe.register")) {
                        return new StatementRefused(StatementRefused.Code.INVALID_SOFTWARE_STATEMENT);
                    }
                    RegistrationAnswer made = world.adobe().register(statement, redirectUri, device);
                    if (made instanceof RegistrationAnswer.Registered(var credentials, var _, var _)) {
                        world.mistakes().registered(credentials.clientId());
                        world.clientInvariants().made(credentials.clientId(), statement, redirectUri);
                    }
                    return made;
                },
                RegistrationAnswer.Failed::new);
        world.network().currentRun().ifPresent(me -> {
            switch (answer) {
                case RegistrationAnswer.Registered(var credentials, var _, var _) -> {
                    me.answered(credentials.clientId());
                    if (redirectUri.filter(ClientInvariants::isProbe).isEmpty()) {
                        me.received(credentials.clientId(), world.scheduler().instant());
                    }
                    if (world.network().injects(Fault.AWS_OUTAGE_AFTER_REGISTERING, "adobe.register")) {
                        world.outages().beginSome(world.network().random());
                    }
                }
                case RegistrationAnswer.StatementRefused _ -> me.refuse();
                case RegistrationAnswer.RedirectUriRefused _, RegistrationAnswer.Failed _ -> {}
            }
        });
        return answer;
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        begins(statementOf(credentials.clientId()));
        TokenAnswer answer = call(
                "adobe.token",
                () -> {
                    world.upstreamInvariants().arrives(device);
                    world.tokenInvariants().tokenAskedFor();
                    return world.mistakes().refuses("adobe.token")
                                    || !world.mistakes().knows(credentials.clientId())
                            ? new ClientRefused(ClientRefused.Code.INVALID_CLIENT)
                            : world.adobe().requestToken(credentials, device);
                },
                TokenAnswer.Failed::new);
        if (answer instanceof TokenAnswer.Failed(Failure.RequestRefused _)) {
            world.faults().count(Fault.DEVICE_HEADER_REFUSED);
        }
        if (answer instanceof TokenAnswer.Issued) {
            world.credentialInvariants().worked(credentials.clientId());
        }
        if (answer instanceof TokenAnswer.ClientRefused) {
            world.network().currentRun().ifPresent(OperationRun::refuse);
            world.credentialInvariants().refused(credentials.clientId());
        }
        return answer;
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        begins(world.adobe().token(token).flatMap(issued -> statementOf(issued.client())));
        ProtectedApiAnswer answer = call(
                "adobe.api",
                () -> {
                    world.upstreamInvariants().arrives(device);
                    return world.mistakes().refuses("adobe.api")
                            ? new ProtectedApiAnswer.ApplicationRefused()
                            : world.adobe().callProtectedApi(token, serviceProvider, device);
                },
                ProtectedApiAnswer.Failed::new);
        // A token that lives for seconds may expire while a paced check waits for its turn.
        world.adobe()
                .token(token)
                .filter(issued -> !world.scheduler().instant().isBefore(issued.expiresAt()))
                .ifPresent(_ -> world.currentRun().disturb());
        if (answer instanceof ProtectedApiAnswer.ApplicationRefused) {
            world.network().currentRun().ifPresent(OperationRun::refuse);
        }
        return answer;
    }

    private void begins(Optional<StatementFingerprint> statement) {
        world.currentRun().callsAdobe();
        statement.ifPresent(world.checkInvariants()::calls);
    }

    private Optional<StatementFingerprint> statementOf(ClientId client) {
        return world.adobe().client(client).map(known -> known.statement().fingerprint());
    }

    private <T> T call(String what, Supplier<T> work, Function<Failure, T> failed) {
        Network network = world.network();
        network.leave(what);
        world.upstreamInvariants().begun();
        T answer = travel(what, work, failed);
        world.upstreamInvariants()
                .ended(Stream.of("timeout", "http_503")
                        .map(reason -> failed.apply(new Failure.Unavailable(reason)))
                        .anyMatch(answer::equals));
        network.arrive(what);
        return answer;
    }

    private <T> T travel(String what, Supplier<T> work, Function<Failure, T> failed) {
        Network network = world.network();
        T timeout = failed.apply(new Failure.Unavailable("timeout"));
        if (world.scheduler().instant().isBefore(hangsUntil)) {
            network.currentRun().ifPresent(OperationRun::disturb);
            world.scheduler().sleepMicros(TIMEOUT_MICROS);
            return timeout;
        }
        long travel = 5_000L + network.random().nextInt(75_000);
        long answerTime = network.injects(Fault.SLOW, what) ? network.random().nextInt(6_000_000) : travel;
        world.scheduler().sleepMicros(travel);
        T answer = answer(what, work, failed);
        world.trace().note(() -> what + " -> " + TraceFormat.of(answer));
        if (travel + answerTime >= TIMEOUT_MICROS || network.injects(Fault.ANSWER_LOST, what)) {
            world.scheduler().sleepMicros(TIMEOUT_MICROS - travel);
            return timeout;
        }
        world.scheduler().sleepMicros(answerTime);
        return answer;
    }

    private <T> T answer(String what, Supplier<T> work, Function<Failure, T> failed) {
        Network network = world.network();
        if (world.scheduler().instant().isBefore(downUntil) || network.injects(Fault.OUTAGE, what)) {
            network.currentRun().ifPresent(OperationRun::disturb);
            return failed.apply(new Failure.Unavailable("http_503"));
        }
        if (network.injects(Fault.THROTTLED, what)) {
            return failed.apply(new Failure.Throttled(
                    Duration.ofSeconds(1 + network.random().nextInt(3))));
        }
        if (network.injects(Fault.NONSENSE, what)) {
            if (network.random().nextBoolean()) {
                var _ = work.get();
            }
            return failed.apply(new Failure.Unintelligible("not_json"));
        }
        T answer = work.get();
        if (answer.equals(failed.apply(new Failure.Throttled(Duration.ofSeconds(1))))) {
            network.currentRun().ifPresent(OperationRun::disturb);
        }
        return answer;
    }
}
