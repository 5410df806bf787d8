package io.claviger.core.fake;

import io.claviger.core.Pause;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.DevicePacing;
import io.claviger.core.refresh.RefreshQueue;
import io.claviger.core.vault.CredentialVault;

/**
 * The ports of one process.
 *
 * @param refreshing the ports of refreshing; a mutation may replace them alone
 * @param checking the authorization server of the revocation check; a mutation may replace it alone
 */
public record Ports(
        Applications applications,
        SoftwareStatements statements,
        Instances instances,
        CredentialVault vault,
        AuthorizationServer adobe,
        RefreshPorts refreshing,
        AuthorizationServer checking,
        RefreshQueue queue,
        DevicePacing pacing,
        RevocationEvidence evidence,
        EventPublisher events,
        Journal journal,
        Pause pause) {

    /** The ports that refreshing uses. */
    public record RefreshPorts(Instances instances, CredentialVault vault, AuthorizationServer adobe) {}

    public Ports withInstances(Instances changed) {
        return new Ports(
                applications,
                statements,
                changed,
                vault,
                adobe,
                new RefreshPorts(changed, refreshing.vault(), refreshing.adobe()),
                checking,
                queue,
                pacing,
                evidence,
                events,
                journal,
                pause);
    }

    public Ports withAdobe(AuthorizationServer changed) {
        return new Ports(
                applications,
                statements,
                instances,
                vault,
                changed,
                new RefreshPorts(refreshing.instances(), refreshing.vault(), changed),
                changed,
                queue,
                pacing,
                evidence,
                events,
                journal,
                pause);
    }

    public Ports withRefreshing(RefreshPorts changed) {
        return new Ports(
                applications,
                statements,
                instances,
                vault,
                adobe,
                changed,
                checking,
                queue,
                pacing,
                evidence,
                events,
                journal,
                pause);
    }

    public Ports withChecking(AuthorizationServer changed) {
        return new Ports(
                applications,
                statements,
                instances,
                vault,
                adobe,
                refreshing,
                changed,
                queue,
                pacing,
                evidence,
                events,
                journal,
                pause);
    }

    public Ports withPacing(DevicePacing changed) {
        return new Ports(
                applications,
                statements,
                instances,
                vault,
                adobe,
                refreshing,
                checking,
                queue,
                changed,
                evidence,
                events,
                journal,
                pause);
    }

    public Ports withJournal(Journal changed) {
        return new Ports(
                applications,
                statements,
                instances,
                vault,
                adobe,
                refreshing,
                checking,
                queue,
                pacing,
                evidence,
                events,
                changed,
                pause);
    }
}
