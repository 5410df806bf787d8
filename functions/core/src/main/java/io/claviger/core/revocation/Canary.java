package io.claviger.core.revocation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.Statement;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.registration.StatementProbe;
import io.claviger.core.registration.StatementProbe.Finding;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * The three looks at a statement. Adobe does not say where a revocation shows first, so each endpoint is looked at: a token is
 * asked for with the canary's stored credentials, the token is shown to a protected API, and the statement is presented.
 */
final class Canary {
    private final AuthorizationServer authorizationServer;
    private final StatementProbe probe;
    private final Journal journal;
    private final InstantSource clock;

    Canary(AuthorizationServer authorizationServer, Journal journal, InstantSource clock) {
        this.authorizationServer = authorizationServer;
        this.probe = new StatementProbe(authorizationServer, journal);
        this.journal = journal;
        this.clock = clock;
    }

    /** Looks at the token endpoint and the protected API. */
    Sighting sing(ClientCredentials credentials, Statement statement, Optional<ServiceProvider> serviceProvider) {
        return switch (authorizationServer.requestToken(credentials, Device.NONE)) {
            case TokenAnswer.Issued(AccessToken token, var _, var _) ->
                serviceProvider
                        .map(provider -> show(token, provider, statement))
                        .orElseGet(() -> new Sighting.Good(false));
            case TokenAnswer.ClientRefused(var code) -> refused("token", code);
            case TokenAnswer.Failed _ -> new Sighting.Unknown();
        };
    }

    private Sighting show(AccessToken token, ServiceProvider provider, Statement statement) {
        return switch (authorizationServer.show(token, provider, Device.NONE)) {
            case ProtectedApiAnswer.Accepted _ -> new Sighting.Good(true);
            case ProtectedApiAnswer.ApplicationRefused _ -> refused("api", "invalid_access_token_client_application");
            case ProtectedApiAnswer.ServiceProviderRefused _ ->
                statement.serviceProviderProven()
                        ? refused("api", "invalid_access_token_service_provider")
                        : new Sighting.Good(false);
            case ProtectedApiAnswer.Failed _ -> new Sighting.Unknown();
        };
    }

    /** Looks at the registration endpoint. */
    Sighting present(SoftwareStatement statement, ApplicationId application) {
        return switch (probe.present(statement, application)) {
            case Finding.Good _ -> new Sighting.Good(false);
            case Finding.Refused(var code) -> refused("register", code);
            case Finding.Unknown _ -> new Sighting.Unknown();
        };
    }

    /** What a new client of the statement is worth. */
    sealed interface Hatching {
        record Hatched(ClientRegistration client) implements Hatching {}

        record Refused(Evidence evidence) implements Hatching {}

        record Unknown() implements Hatching {}
    }

    /** Registers a new canary: the one thing that leaves a client upstream. */
    Hatching hatch(SoftwareStatement statement, Optional<RedirectUri> redirectUri, InstanceKey key, String attemptId) {
        return switch (authorizationServer.register(statement, redirectUri, Device.NONE)) {
            case RegistrationAnswer.Registered(var credentials, var issuedAt, var scopes) -> {
                journal.note(new Entry.ClientMade(key, credentials.clientId()));
                yield new Hatching.Hatched(
                        new ClientRegistration(credentials, issuedAt.orElseGet(clock::instant), scopes));
            }
            case RegistrationAnswer.StatementRefused(var code) ->
                new Hatching.Refused(new Evidence("register", code.name().toLowerCase(Locale.ROOT), clock.instant()));
            case RegistrationAnswer.RedirectUriRefused _ -> new Hatching.Unknown();
            case RegistrationAnswer.Failed(Failure failure) -> {
                if (failure.mayHaveBeenDone()) {
                    journal.note(new Entry.ClientPossiblyLeftBehind(key, attemptId, failure.code()));
                }
                yield new Hatching.Unknown();
            }
        };
    }

    private Sighting refused(String where, Enum<?> code) {
        return refused(where, code.name().toLowerCase(Locale.ROOT));
    }

    private Sighting refused(String where, String code) {
        return new Sighting.Refused(new Evidence(where, code, clock.instant()));
    }
}
