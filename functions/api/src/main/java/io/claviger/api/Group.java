package io.claviger.api;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.InstanceId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The groups of callers, strongest first. */
public enum Group {
    /** Staff: everything. */
    OPERATOR {
        @Override
        boolean mayTouch(Caller caller, Target target) {
            return true;
        }
    },

    /** A programmer's server that speaks for the devices of one application. */
    BACKEND {
        @Override
        boolean mayTouch(Caller caller, Target target) {
            return caller.application().isPresent()
                    && caller.application().equals(target.application().map(ApplicationId::value));
        }
    },

    /** One app on one device, for itself alone. */
    APP {
        @Override
        boolean mayTouch(Caller caller, Target target) {
            return BACKEND.mayTouch(caller, target)
                    && caller.subject().isPresent()
                    && caller.subject().equals(target.instance().map(InstanceId::value));
        }
    };

    abstract boolean mayTouch(Caller caller, Target target);

    /** The group of this name in a token's {@code groups} claim; empty for groups that mean nothing here. */
    public static Optional<Group> named(String name) {
        return Arrays.stream(values())
                .filter(group -> group.claim().equals(name))
                .findFirst();
    }

    /** The name in a token's {@code groups} claim. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
