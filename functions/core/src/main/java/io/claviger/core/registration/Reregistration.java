package io.claviger.core.registration;

import io.claviger.core.application.Application;
import io.claviger.core.application.Statement;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.registration.RecheckCredentials.Finding;
import io.claviger.core.registration.RegisterInstance.Wish;
import java.time.Instant;
import java.util.Optional;

/** Registering an instance that has a client: it keeps that, unless it is of no use any more and the caller may replace it. */
final class Reregistration {
    private final RecheckCredentials recheckCredentials;
    private final RestoreInstance restoreInstance;
    private final Intents intents;
    private final Pursuit pursuit;

    Reregistration(
            RecheckCredentials recheckCredentials, RestoreInstance restoreInstance, Intents intents, Pursuit pursuit) {
        this.recheckCredentials = recheckCredentials;
        this.restoreInstance = restoreInstance;
        this.intents = intents;
        this.pursuit = pursuit;
    }

    /** A client that was not found to be refused for good; its statement may have been revoked, and a newer one good. */
    RegisterResult ofWorking(Instance instance, Client client, Wish wish, Application application) {
        if (wish.differsFrom(instance)) {
            return new RegisterResult.Conflict();
        }
        boolean revoked = application
                .statement(instance.statement())
                .filter(Statement::revoked)
                .isPresent();
        if (!revoked) {
            return inGoodOrder(instance);
        }
        boolean newerStatement =
                !instance.statement().equals(application.currentStatement().fingerprint())
                        && !application.currentStatement().revoked();
        return newerStatement && wish.mayReplaceClients(application)
                ? replace(instance, client, wish, application).orElseGet(RegisterResult.InProgress::new)
                : new RegisterResult.StatementRevoked();
    }

    /** An instance whose calls fail may have been restored while it was deregistered: then its credentials wait for deletion. */
    private RegisterResult inGoodOrder(Instance instance) {
        return instance.refreshState().failures() > 0
                ? restoreInstance.restore(instance.key())
                : new RegisterResult.AlreadyThere(instance);
    }

    /** Empty where somebody else changed the instance meanwhile: look again. */
    Optional<RegisterResult> ofQuarantined(Instance instance, Client client, Wish wish, Application application) {
        if (!wish.mayReplaceClients(application)) {
            return Optional.of(new RegisterResult.CredentialsRejected());
        }
        return switch (recheckCredentials.at(instance)) {
            case Finding.Reprieved(Instance active) -> Optional.of(new RegisterResult.AlreadyThere(active));
            case Finding.Refused _ -> replace(instance, client, wish, application);
            case Finding.Unknown(Failure failure, Instant retryAt) ->
                Optional.of(new RegisterResult.Unavailable(failure, retryAt));
            case Finding.Superseded _ -> Optional.empty();
        };
    }

    private Optional<RegisterResult> replace(Instance instance, Client client, Wish wish, Application application) {
        return pursuit.of(intents.replacing(
                instance,
                client,
                application.currentStatement().fingerprint(),
                wish.redirectUri().or(instance::redirectUri),
                wish.device()));
    }
}
