package io.claviger.core.statement;

import io.claviger.core.application.Application;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused.Code;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.storage.StorageFailure;
import java.time.InstantSource;
import java.util.Optional;

/** Stores an application whose statement and redirect URI are proved. */
final class ApplicationKeeper {
    private final Applications applications;
    private final SoftwareStatements statements;
    private final AuthorizationServer authorizationServer;
    private final RevocationEvidence evidence;
    private final Journal journal;
    private final InstantSource clock;

    ApplicationKeeper(Stores stores, Signals signals, AuthorizationServer authorizationServer, InstantSource clock) {
        this.applications = stores.applications();
        this.statements = stores.softwareStatements();
        this.authorizationServer = authorizationServer;
        this.evidence = signals.revocationEvidence();
        this.journal = signals.journal();
        this.clock = clock;
    }

    /**
     * {@code unauthorized_client} is about the grant (RFC 6749 section 5.2). Any other answer leaves the statement to its
     * checks: a replica may not know the canary yet.
     */
    StoreResult storeIfTokensAreGranted(StoreApplicationCommand command, Optional<ClientWithSecret> canary) {
        boolean granted = canary.map(client -> authorizationServer.requestToken(client.credentials(), Device.CLAVIGER))
                .filter(answer -> answer.equals(new TokenAnswer.ClientRefused(Code.UNAUTHORIZED_CLIENT)))
                .isEmpty();
        return granted ? store(command) : new StoreResult.TokenRefused();
    }

    StoreResult store(StoreApplicationCommand command) {
        Optional<StorageFailure> failed = statements.keep(command.id(), command.statement());
        if (failed.isPresent()) {
            return new StoreResult.Unavailable(new CallFailure.Storage(failed.get()), clock.instant());
        }
        while (true) {
            Optional<Application> before = applications.find(command.id());
            Optional<Application> stored = applications.store(command.applyTo(before, clock.instant()));
            if (stored.isPresent()) {
                journal.note(new Entry.ApplicationStored(
                        command.id(),
                        before.map(application -> application.currentStatement().fingerprint()),
                        command.statement().fingerprint()));
                if (!stored.get().currentStatement().active()) {
                    evidence.submit(InstanceKey.canaryOf(
                            command.id(), command.statement().fingerprint()));
                }
                return before.isPresent()
                        ? new StoreResult.Updated(stored.get())
                        : new StoreResult.Created(stored.get());
            }
        }
    }
}
