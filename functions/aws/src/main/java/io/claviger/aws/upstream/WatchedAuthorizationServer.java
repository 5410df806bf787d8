package io.claviger.aws.upstream;

import io.claviger.aws.upstream.UpstreamCall.Outcome;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An authorization server that reports each call's duration and outcome to watchers. */
public final class WatchedAuthorizationServer implements AuthorizationServer {
    private final AuthorizationServer server;
    private final List<Consumer<UpstreamCall>> watchers;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /**
     * @param watchers receive each completed call, on the thread that made it
     * @param nanoTime as {@link System#nanoTime}
     */
    public WatchedAuthorizationServer(
            AuthorizationServer server,
            List<Consumer<UpstreamCall>> watchers,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.server = server;
        this.watchers = List.copyOf(watchers);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        return watched("register", () -> server.register(statement, redirectUri, device), answer -> switch (answer) {
            case RegistrationAnswer.Registered _ -> Outcome.granted("registered");
            case RegistrationAnswer.StatementRefused _ -> Outcome.refused("statement_refused");
            case RegistrationAnswer.RedirectUriRefused _ -> Outcome.refused("redirect_uri_refused");
            case RegistrationAnswer.Failed failed -> Outcome.of(failed.failure());
        });
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        return watched("token", () -> server.requestToken(credentials, device), answer -> switch (answer) {
            case TokenAnswer.Issued _ -> Outcome.granted("issued");
            case TokenAnswer.ClientRefused _ -> Outcome.refused("client_refused");
            case TokenAnswer.Failed failed -> Outcome.of(failed.failure());
        });
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return watched("api", () -> server.callProtectedApi(token, serviceProvider, device), answer -> switch (answer) {
            case ProtectedApiAnswer.Accepted _ -> Outcome.granted("accepted");
            case ProtectedApiAnswer.ApplicationRefused _ -> Outcome.refused("application_refused");
            case ProtectedApiAnswer.ServiceProviderRefused _ -> Outcome.refused("service_provider_refused");
            case ProtectedApiAnswer.Failed failed -> Outcome.of(failed.failure());
        });
    }

    private <T> T watched(String endpoint, Supplier<T> call, Function<T, Outcome> outcome) {
        Instant begun = clock.instant();
        long nanos = nanoTime.getAsLong();
        T answer = call.get();
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - nanos);
        UpstreamCall over = new UpstreamCall(endpoint, begun, took, outcome.apply(answer));
        watchers.forEach(watcher -> watcher.accept(over));
        return answer;
    }
}
