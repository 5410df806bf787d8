package io.claviger.core.enrolment;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.util.Optional;

/** Ends an application's enrolment keys at once. Devices that enrolled before notice nothing. */
public final class RevokeEnrolmentKeys {
    private final Applications applications;
    private final Journal journal;

    public RevokeEnrolmentKeys(Applications applications, Journal journal) {
        this.applications = applications;
        this.journal = journal;
    }

    /**
     * @param previousAlone whether the current key goes on working
     * @return false if there is no such application
     */
    public boolean revoke(ApplicationId id, boolean previousAlone) {
        boolean revoked = applications
                .update(
                        id,
                        application -> Optional.of(application.with(
                                previousAlone ? application.enrolmentKeys().withoutPrevious() : EnrolmentKeys.NONE)))
                .isPresent();
        if (revoked) {
            journal.note(new Entry.EnrolmentKeyChanged(id, previousAlone ? "previous_revoked" : "revoked"));
        }
        return revoked;
    }
}
