package io.claviger.core.registration;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.instance.Instance;
import java.time.Instant;

/** How an attempt ended. */
sealed interface Ending {
    record Activated(Instance instance) implements Ending {}

    /** The statement was refused, and nothing is kept. */
    record StatementRefused(RegistrationAnswer.StatementRefused.Code code) implements Ending {}

    /** The redirect URI was refused, and nothing is kept. */
    record RedirectUriRefused() implements Ending {}

    /** Nothing was decided; the attempt may be taken up again from {@code retryAt} on. */
    record Failed(Failure failure, Instant retryAt) implements Ending {}

    /** Somebody else took the attempt over: look again. */
    record Superseded() implements Ending {}
}
