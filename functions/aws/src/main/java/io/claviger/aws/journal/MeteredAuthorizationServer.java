package io.claviger.aws.journal;

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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An authorization server of whose calls it is written down how long they took and how they ended. */
public final class MeteredAuthorizationServer implements AuthorizationServer {
    private final AuthorizationServer server;
    private final MetricLines lines;
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    public MeteredAuthorizationServer(AuthorizationServer server, MetricLines lines, LongSupplier nanoTime) {
        this.server = server;
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        return metered("register", () -> server.register(statement, redirectUri, device), answer -> switch (answer) {
            case RegistrationAnswer.Registered _ -> "registered";
            case RegistrationAnswer.StatementRefused _ -> "statement_refused";
            case RegistrationAnswer.RedirectUriRefused _ -> "redirect_uri_refused";
            case RegistrationAnswer.Failed failed -> failed.failure().label();
        });
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        return metered("token", () -> server.requestToken(credentials, device), answer -> switch (answer) {
            case TokenAnswer.Issued _ -> "issued";
            case TokenAnswer.ClientRefused _ -> "client_refused";
            case TokenAnswer.Failed failed -> failed.failure().label();
        });
    }

    @Override
    public ProtectedApiAnswer show(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return metered("api", () -> server.show(token, serviceProvider, device), answer -> switch (answer) {
            case ProtectedApiAnswer.Accepted _ -> "accepted";
            case ProtectedApiAnswer.ApplicationRefused _ -> "application_refused";
            case ProtectedApiAnswer.ServiceProviderRefused _ -> "service_provider_refused";
            case ProtectedApiAnswer.Failed failed -> failed.failure().label();
        });
    }

    private <T> T metered(String endpoint, Supplier<T> call, Function<T, String> outcome) {
        long begun = nanoTime.getAsLong();
        T answer = call.get();
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
        lines.write(new MetricLine("UpstreamCall")
                .milliseconds("UpstreamLatency", took, "Endpoint", endpoint)
                .count("UpstreamOutcome", "Outcome", outcome.apply(answer)));
        return answer;
    }
}
