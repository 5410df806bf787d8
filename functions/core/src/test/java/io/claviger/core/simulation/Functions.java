package io.claviger.core.simulation;

import io.claviger.core.refresh.RefreshDueInstance;
import io.claviger.core.refresh.SweepDueInstances;
import io.claviger.core.registration.AdoptCredentials;
import io.claviger.core.registration.DeregisterInstance;
import io.claviger.core.registration.RegisterInstance;
import io.claviger.core.registration.RestoreInstance;
import io.claviger.core.revocation.CheckRevocation;
import io.claviger.core.revocation.FollowUpRefusal;
import io.claviger.core.statement.StoreApplication;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vault.MoveCredentials;
import io.claviger.core.vending.ReportRejectedToken;
import io.claviger.core.vending.VendToken;
import java.util.function.Function;

/**
 * The use cases of one process. Each role has its own ports and settings, as each Lambda function does.
 *
 * @param token for the token function, the sweep and the worker
 */
record Functions(UseCases registration, UseCases token, UseCases check) {
    /** What a function is for. */
    enum Role {
        REGISTRATION,
        TOKEN,
        CHECK
    }

    static Functions of(Function<Role, UseCases> useCases) {
        return new Functions(useCases.apply(Role.REGISTRATION), useCases.apply(Role.TOKEN), useCases.apply(Role.CHECK));
    }

    StoreApplication storeApplication() {
        return registration.storeApplication();
    }

    RegisterInstance registerInstance() {
        return registration.registerInstance();
    }

    AdoptCredentials adoptCredentials() {
        return registration.adoptCredentials();
    }

    DeregisterInstance deregisterInstance() {
        return registration.deregisterInstance();
    }

    RestoreInstance restoreInstance() {
        return registration.restoreInstance();
    }

    MoveCredentials moveCredentials() {
        return registration.moveCredentials();
    }

    VendToken vendToken() {
        return token.vendToken();
    }

    ReportRejectedToken reportRejectedToken() {
        return token.reportRejectedToken();
    }

    SweepDueInstances sweepDueInstances() {
        return token.sweepDueInstances();
    }

    RefreshDueInstance refreshDueInstance() {
        return token.refreshDueInstance();
    }

    CheckRevocation checkRevocation() {
        return check.checkRevocation();
    }

    FollowUpRefusal followUpRefusal() {
        return check.followUpRefusal();
    }
}
