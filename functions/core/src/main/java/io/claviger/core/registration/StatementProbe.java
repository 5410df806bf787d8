package io.claviger.core.registration;

import io.claviger.core.application.ApplicationId;
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
 * Presents a statement with a redirect URI that belongs to nobody. A good one is answered {@code invalid_redirect_uri}, without
 * a client being made; a revoked one is refused itself.
 */
public final class StatementProbe {
    private static final RedirectUri NOBODYS = new RedirectUri("claviger-revocation-probe://nobody.invalid");

    private final AuthorizationServer authorizationServer;
    private final Journal journal;

    public StatementProbe(AuthorizationServer authorizationServer, Journal journal) {
        this.authorizationServer = authorizationServer;
        this.journal = journal;
    }

    /** What the authorization server says of the statement. */
    public sealed interface Finding {
        record Good() implements Finding {}

        record Refused(RegistrationAnswer.StatementRefused.Code code) implements Finding {}

        record Unknown(Failure failure) implements Finding {}
    }

    public Finding present(SoftwareStatement statement, ApplicationId application) {
        return switch (authorizationServer.register(statement, Optional.of(NOBODYS), Device.NONE)) {
            case RegistrationAnswer.RedirectUriRefused _ -> new Finding.Good();
            case RegistrationAnswer.StatementRefused(var code) -> new Finding.Refused(code);
            case RegistrationAnswer.Registered(var credentials, var _, var _) -> {
                journal.note(new Entry.ClientLeftBehind(
                        InstanceKey.canaryOf(application, statement.fingerprint()), credentials.clientId()));
                yield new Finding.Good();
            }
            case RegistrationAnswer.Failed(Failure failure) -> new Finding.Unknown(failure);
        };
    }
}
