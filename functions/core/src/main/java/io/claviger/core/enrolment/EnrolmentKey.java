package io.claviger.core.enrolment;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.Secret;

/** Ships in an app, and makes new instances of its application: {@code applicationId/random}. */
public final class EnrolmentKey extends Secret {
    private final ApplicationId application;

    /** @throws InvalidInput if it does not name an application */
    public EnrolmentKey(String value) {
        super("enrolment_key", value, 256);
        int end = value.lastIndexOf('/');
        if (end < 0) {
            throw new InvalidInput("an enrolment key has two parts with a slash between");
        }
        this.application = new ApplicationId(value.substring(0, end));
    }

    static EnrolmentKey of(ApplicationId application, String random) {
        return new EnrolmentKey(application + "/" + random);
    }

    public ApplicationId application() {
        return application;
    }
}
