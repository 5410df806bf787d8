package io.claviger.core.revocation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Evidence;
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
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.statement.StatementProbe;
import io.claviger.core.statement.StatementProbe.StatementAnswer;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement's canary: a client of Claviger's own, through which it probes the statement. Adobe does not document
 * which endpoint refuses first after a revocation, so every endpoint is probed: the token endpoint with the canary's
 * credentials, a protected API with the token, and the registration endpoint with the statement.
 */
final class Canary {
    private final AuthorizationServer authorizationServer;
    private final StatementProbe statementProbe;
    private final Journal journal;
    private final InstantSource clock;

    Canary(
            AuthorizationServer authorizationServer,
            StatementProbe statementProbe,
            Journal journal,
            InstantSource clock) {
        this.authorizationServer = authorizationServer;
        this.statementProbe = statementProbe;
        this.journal = journal;
        this.clock = clock;
    }

    /** Probes the token endpoint and the protected API. */
    ProbeResult probe(ClientCredentials credentials, CheckedStatement checked) {
        if (!checked.lease().renew()) {
            return new ProbeResult.Unknown();
        }
        return switch (authorizationServer.requestToken(credentials, Device.CLAVIGER)) {
            case TokenAnswer.Issued(AccessToken token, var _, var _, var _) ->
                checked.serviceProvider()
                        .map(provider -> probeProtectedApi(token, provider, checked))
                        .orElseGet(() -> new ProbeResult.Good(false));
            case TokenAnswer.ClientRefused(var code) ->
                switch (code) {
                    case INVALID_CLIENT -> refused("token", code);
                    // About the grant (RFC 6749 section 5.2): nobody revoked the statement.
                    case UNAUTHORIZED_CLIENT -> new ProbeResult.Unknown();
                };
            case TokenAnswer.Failed _ -> new ProbeResult.Unknown();
        };
    }

    private ProbeResult probeProtectedApi(AccessToken token, ServiceProvider provider, CheckedStatement checked) {
        if (!checked.lease().renew()) {
            return new ProbeResult.Unknown();
        }
        return switch (authorizationServer.callProtectedApi(token, provider, Device.CLAVIGER)) {
            case ProtectedApiAnswer.Accepted _ -> new ProbeResult.Good(true);
            case ProtectedApiAnswer.ApplicationRefused _ -> refused("api", "invalid_access_token_client_application");
            case ProtectedApiAnswer.ServiceProviderRefused _ ->
                checked.before().serviceProviderProven()
                        ? refused("api", "invalid_access_token_service_provider")
                        : new ProbeResult.Good(false);
            case ProtectedApiAnswer.Failed _ -> new ProbeResult.Unknown();
        };
    }

    /** Probes the registration endpoint. */
    ProbeResult probeStatement(CheckedStatement checked) {
        if (goesWithoutProbe(checked)) {
            return new ProbeResult.Good(false);
        }
        if (!checked.lease().renew()) {
            return new ProbeResult.Unknown();
        }
        ApplicationId id = checked.application().id();
        return switch (statementProbe.present(checked.softwareStatement(), id)) {
            case StatementAnswer.Good _ -> new ProbeResult.Good(false);
            case StatementAnswer.RedirectUriAccepted _ -> {
                statementProbe.stop(id);
                yield new ProbeResult.Good(false);
            }
            case StatementAnswer.Refused(var code) -> refused("register", code);
            case StatementAnswer.Unknown _ -> new ProbeResult.Unknown();
        };
    }

    /** Then the canary alone decides. Only a refusal by the registration endpoint is asked again there. */
    private static boolean goesWithoutProbe(CheckedStatement checked) {
        return checked.application().safeguards().probeStopped()
                && checked.before()
                        .evidence()
                        .filter(why -> why.where().equals("register"))
                        .isEmpty();
    }

    /** What the registration of a new canary shows about the statement. */
    sealed interface CanaryRegistration {
        record Registered(ClientWithSecret client) implements CanaryRegistration {}

        record Refused(Evidence evidence) implements CanaryRegistration {}

        record Unknown() implements CanaryRegistration {}
    }

    /** Registers a new canary. Of all probes, only this one leaves a client at the authorization server. */
    CanaryRegistration register(CheckedStatement checked, String attemptId) {
        if (!checked.lease().renew()) {
            return new CanaryRegistration.Unknown();
        }
        InstanceKey key = checked.canary();
        Optional<RedirectUri> redirectUri = checked.application().redirectUri();
        return switch (authorizationServer.register(checked.softwareStatement(), redirectUri, Device.CLAVIGER)) {
            case RegistrationAnswer.Registered(var credentials, var issuedAt, var scopes) -> {
                journal.note(new Entry.ClientMade(key, credentials.clientId()));
                yield new CanaryRegistration.Registered(
                        new ClientWithSecret(credentials, issuedAt.or(() -> Optional.of(clock.instant())), scopes));
            }
            case RegistrationAnswer.StatementRefused(var code) ->
                new CanaryRegistration.Refused(
                        new Evidence("register", code.name().toLowerCase(Locale.ROOT), clock.instant()));
            case RegistrationAnswer.RedirectUriRefused _ -> new CanaryRegistration.Unknown();
            case RegistrationAnswer.Failed(Failure failure) -> {
                if (failure.mayHaveBeenDone()) {
                    journal.note(new Entry.ClientPossiblyLeftBehind(key, attemptId, failure.code()));
                }
                yield new CanaryRegistration.Unknown();
            }
        };
    }

    private ProbeResult refused(String where, Enum<?> code) {
        return refused(where, code.name().toLowerCase(Locale.ROOT));
    }

    private ProbeResult refused(String where, String code) {
        return new ProbeResult.Refused(new Evidence(where, code, clock.instant()));
    }
}
