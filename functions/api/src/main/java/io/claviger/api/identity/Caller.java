package io.claviger.api.identity;

import io.claviger.core.instance.InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A caller, as Claviger understands its credential. */
public sealed interface Caller {
    /** The groups that Claviger knows; may be empty. */
    Set<Group> groups();

    /** The application that it belongs to, as its credential names it; empty if it names none. */
    default Optional<String> application() {
        return Optional.empty();
    }

    /** Its own instance; empty for a caller that is no app. */
    default Optional<InstanceId> instance() {
        return Optional.empty();
    }

    /** Its name: the claim {@code sub} of a token, or the ARN of a principal of AWS; empty for a device. */
    default Optional<String> subject() {
        return Optional.empty();
    }

    /** The kind of credential, as {@code whoami} calls it. */
    String kind();

    /** The groups by Claviger's own names, strongest first. */
    default List<String> groupNames() {
        return groups().stream().sorted().map(Group::label).toList();
    }

    /** The subject for logs; empty for an app, because its subject names a viewer's device. */
    default Optional<String> nameForLogs() {
        return groups().contains(Group.APP) ? Optional.empty() : subject();
    }

    /** The bearer of a JWT of the programmer's identity provider. */
    record TokenBearer(
            Set<Group> groups, Optional<String> application, Optional<InstanceId> instance, Optional<String> subject)
            implements Caller {
        public TokenBearer {
            groups = Set.copyOf(groups);
        }

        @Override
        public String kind() {
            return "jwt";
        }
    }

    /** A device that enrols: a code or an enrolment key in the request says what it may. */
    record NewDevice() implements Caller {
        @Override
        public Set<Group> groups() {
            return Set.of(Group.APP);
        }

        @Override
        public String kind() {
            return "new_device";
        }
    }

    /** The instance that an assertion names. The route verifies its signature where it reads the instance. */
    record EnrolledDevice(DeviceAssertion assertion) implements Caller {
        @Override
        public Set<Group> groups() {
            return Set.of(Group.APP);
        }

        @Override
        public Optional<String> application() {
            return Optional.of(assertion.instance().application().value());
        }

        @Override
        public Optional<InstanceId> instance() {
            return Optional.of(assertion.instance().instance());
        }

        @Override
        public String kind() {
            return "device";
        }
    }

    /**
     * A principal of AWS that IAM let through to this very path: an operator there, because its policies draw the lines.
     *
     * @param arn {@code requestContext.authorizer.iam.userArn}
     */
    record IamPrincipal(String arn) implements Caller {
        @Override
        public Set<Group> groups() {
            return Set.of(Group.OPERATOR);
        }

        @Override
        public Optional<String> subject() {
            return Optional.of(arn);
        }

        @Override
        public String kind() {
            return "iam";
        }
    }
}
