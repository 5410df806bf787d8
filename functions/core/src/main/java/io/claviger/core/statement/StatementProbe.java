package io.claviger.core.statement;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.util.Optional;

/**
 * Presents a statement with a redirect URI that no application has. Adobe answers a good statement with
 * {@code invalid_redirect_uri} and registers no client; it refuses a revoked statement itself. Where the redirect URI is
 * accepted, each probe makes a client: then the application is not probed again before an operator stores it.
 */
public final class StatementProbe {
    private static final RedirectUri NOBODYS = new RedirectUri("claviger-revocation-probe://nobody.invalid");

    private final AuthorizationServer authorizationServer;
    private final Applications applications;
    private final Journal journal;

    public StatementProbe(AuthorizationServer authorizationServer, Applications applications, Journal journal) {
        this.authorizationServer = authorizationServer;
        this.applications = applications;
        this.journal = journal;
    }

    /** What the authorization server says of the statement. */
    public sealed interface StatementAnswer {
        record Good() implements StatementAnswer {}

        /** Good, and a client was made. Call {@link StatementProbe#stop}. */
        record RedirectUriAccepted() implements StatementAnswer {}

        record Refused(RegistrationAnswer.StatementRefused.Code code) implements StatementAnswer {}

        record Unknown(Failure failure) implements StatementAnswer {}
    }

    public StatementAnswer present(SoftwareStatement statement, ApplicationId application) {
        return switch (authorizationServer.register(statement, Optional.of(NOBODYS), Device.CLAVIGER)) {
            case RegistrationAnswer.RedirectUriRefused _ -> new StatementAnswer.Good();
            case RegistrationAnswer.StatementRefused(var code) -> new StatementAnswer.Refused(code);
            case RegistrationAnswer.Registered(var credentials, var _, var _) -> {
                journal.note(new Entry.ClientLeftBehind(
                        InstanceKey.canaryOf(application, statement.fingerprint()), credentials.clientId()));
                yield new StatementAnswer.RedirectUriAccepted();
            }
            case RegistrationAnswer.Failed(Failure failure) -> new StatementAnswer.Unknown(failure);
        };
    }

    /** Has the application's checks go on without the probe. */
    public void stop(ApplicationId id) {
        applications.update(
                id, current -> Optional.of(current.with(current.safeguards().withProbe(true))));
        journal.note(new Entry.ProbeStopped(id));
    }
}
