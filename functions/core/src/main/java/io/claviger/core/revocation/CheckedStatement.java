package io.claviger.core.revocation;

import io.claviger.core.application.Application;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.revocation.CanaryLease.Renewal;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A statement under examination.
 *
 * @param before what was known of it before the check
 * @param serviceProvider whose protected API is probed; empty probes none
 * @param lease renewed before each upstream call
 * @param suspicions receives a suspicion before the statement is examined further
 */
record CheckedStatement(
        Application application,
        StatementRecord before,
        SoftwareStatement softwareStatement,
        Optional<ServiceProvider> serviceProvider,
        Renewal lease,
        Consumer<CheckResult> suspicions) {

    InstanceKey canary() {
        return InstanceKey.canaryOf(application.id(), before.fingerprint());
    }
}
