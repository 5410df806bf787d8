package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.refresh.RefreshDueInstance.Outcome;
import io.claviger.core.registration.AdoptCommand;
import io.claviger.core.registration.DeregisterInstance.DeregisterResult;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.simulation.Enrolments.EnrolledDevice;
import io.claviger.core.simulation.Operation.Kind;
import io.claviger.core.simulation.Operation.Step;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.statement.StoreResult;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Every operation of Claviger, with the checks of its result. */
final class Operations {
    private static final Duration SWEEP_BUDGET = Duration.ofSeconds(45);

    private Operations() {}

    static Operation storeApplication(World world, StoreApplicationCommand command) {
        InstanceKey canary =
                InstanceKey.canaryOf(command.id(), command.statement().fingerprint());
        return on(Kind.STORE_APPLICATION, canary, true, (useCases, me) -> {
            StoreResult result = useCases.storeApplication().store(command);
            world.proofInvariants().ended(me, command, result);
            return counted(world, result);
        });
    }

    static Operation register(
            World world, InstanceKey key, Optional<RedirectUri> redirectUri, Device device, boolean byOperator) {
        RegisterCommand command = new RegisterCommand(key, redirectUri, device, byOperator);
        return on(
                Kind.REGISTER,
                key,
                byOperator,
                (useCases, _) -> counted(world, useCases.registerInstance().register(command)));
    }

    static Operation adopt(
            World world, InstanceKey key, ClientCredentials credentials, Device device, boolean proveNow) {
        AdoptCommand command = new AdoptCommand(key, credentials, device, proveNow);
        return on(Kind.ADOPT, key, true, (useCases, _) -> {
            if (!proveNow) {
                world.credentialInvariants().broughtUnproved(credentials.clientId());
            }
            return counted(world, useCases.adoptCredentials().adopt(command));
        });
    }

    static Operation deregister(World world, InstanceKey key) {
        return on(Kind.DEREGISTER, key, true, (useCases, _) -> {
            DeregisterResult answer = useCases.deregisterInstance().deregister(key);
            if (answer instanceof DeregisterResult.Deregistered) {
                world.statementInvariants().confirmedDeregistered(key);
            }
            return counted(world, answer);
        });
    }

    static Operation restore(World world, InstanceKey key) {
        return on(
                Kind.RESTORE,
                key,
                true,
                (useCases, _) -> counted(world, useCases.restoreInstance().restore(key)));
    }

    static Operation move(World world, InstanceKey key) {
        return on(
                Kind.MOVE,
                key,
                true,
                (useCases, _) -> counted(world, useCases.moveCredentials().move(key)));
    }

    static Operation vend(World world, InstanceKey key, Duration minTtl, Device device) {
        return on(
                Kind.VEND,
                key,
                false,
                (useCases, _) -> vended(world, useCases, key, Admission.ALREADY, minTtl, device));
    }

    /** A device asks with its own key. */
    static Operation vend(World world, EnrolledDevice device, Device header) {
        Admission own = keys -> keys.stream().anyMatch(key -> key.id().equals(device.keyId()));
        return on(Kind.VEND, device.instance(), false, (useCases, _) -> {
            boolean revoked = world.enrolmentInvariants().isRevoked(device);
            boolean held = world.enrolmentInvariants().holds(device);
            VendResult answer = vended(world, useCases, device.instance(), own, Duration.ZERO, header);
            world.enrolmentInvariants().vended(device, revoked, held, answer);
            return answer;
        });
    }

    private static VendResult vended(
            World world, Functions useCases, InstanceKey key, Admission admission, Duration minTtl, Device device) {
        StatementInvariants.Ban ban = world.statementInvariants().banOn(key);
        Optional<Instant> servedBefore = world.deviceInvariants().servedSince(key);
        VendResult answer = answered(world, useCases, key, admission, minTtl, device);
        if (answer instanceof VendResult.Vended(var token)) {
            world.tokenInvariants().vended(key, token, minTtl);
            world.statementInvariants().vended(key, ban);
        } else if (!(answer instanceof VendResult.NotAdmitted)) {
            world.tokenInvariants().refused(minTtl, answer);
            world.deviceInvariants().refused(key, servedBefore, device, answer);
        }
        return counted(world, answer);
    }

    private static VendResult answered(
            World world, Functions useCases, InstanceKey key, Admission admission, Duration minTtl, Device device) {
        try {
            return useCases.vendToken().vend(key, admission, minTtl, device);
        } catch (StoreUnavailable | VaultUnavailable e) {
            world.tokenInvariants().refused(minTtl, e);
            throw e;
        }
    }

    static Operation report(World world, InstanceKey key) {
        return on(
                Kind.REPORT,
                key,
                false,
                (useCases, _) -> useCases.reportRejectedToken().report(key, Optional.empty()));
    }

    static Operation sweep(ApplicationId any) {
        return new Operation(
                Kind.SWEEP,
                any,
                Optional.empty(),
                false,
                (useCases, _) -> useCases.sweepDueInstances().sweep(SWEEP_BUDGET));
    }

    static Operation refresh(World world, InstanceKey key) {
        return new Operation(Kind.REFRESH, key.application(), Optional.of(key), false, (useCases, _) -> {
            Outcome outcome = useCases.refreshDueInstance().refresh(key);
            world.tokenInvariants().refreshed(key, outcome);
            return counted(world, outcome);
        });
    }

    static Operation check(World world, ApplicationId id) {
        return new Operation(Kind.CHECK, id, Optional.empty(), false, (useCases, me) -> {
            Optional<Application> before = world.applications().find(id);
            Object answer = useCases.checkRevocation().check(id, Instant.MAX);
            world.statementInvariants().checked(me, before);
            return answer;
        });
    }

    static Operation followEvidence(World world, InstanceKey key, Instant seenAt) {
        return new Operation(Kind.FOLLOW_EVIDENCE, key.application(), Optional.of(key), false, (useCases, _) -> {
            useCases.followUpRefusal().followUp(key, seenAt);
            return "followed";
        });
    }

    private static Operation on(Kind kind, InstanceKey key, boolean byOperator, Step step) {
        return new Operation(kind, key.application(), Optional.of(key), byOperator, step);
    }

    private static <T> T counted(World world, T answer) {
        String name = answer instanceof Enum<?> named
                ? named.name()
                : answer.getClass().getSimpleName();
        world.coverage().count(world.currentRun().operation().kind() + " answered " + name);
        return answer;
    }
}
