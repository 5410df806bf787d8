package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** After the faults have ended: all must come back, and what was only likely before must now be exact. */
final class Epilogue {
    private static final int TRIES = 60;
    private static final int FLEETS = 16;

    private final World world;
    private final Cast cast;
    private final SplittableRandom random;
    private final Stage stage;
    private final Crowds crowds;

    Epilogue(World world, Cast cast, SplittableRandom random) {
        this.world = world;
        this.cast = cast;
        this.random = random;
        this.stage = new Stage(world);
        this.crowds = new Crowds(world, stage);
    }

    void play() {
        world.faults().end();
        world.lineToAdobe().comeUp();
        world.adobe().givesTheSameTokenAgain(false);
        world.adobe().tokensLive(Duration.ofMinutes(10));
        stage.settle(Duration.ofMinutes(3));
        checkAll();
        cast.apps()
                .forEach(app -> app.statements()
                        .forEach(statement ->
                                world.adobe().statement(statement.fingerprint()).reinstate()));
        stage.settle(Duration.ofMinutes(1));
        checkAll();
        if (!allActive()) {
            // A canary that was removed while its statement was revoked is replaced once a day.
            stage.settle(Duration.ofHours(25));
            checkAll();
        }
        world.verdict()
                .check(Promise.REINSTATING_IS_FOUND, allActive(), () -> "not all statements come back to be active");
        int clients = world.adobe().clients().size();
        checkAll();
        world.verdict()
                .check(
                        Promise.CHECK_LEAVES_NO_CLIENT,
                        world.adobe().clients().size() == clients,
                        () -> "checks that found all well left clients behind");
        cast.instances().forEach(this::comesBack);
        cast.instances().stream().filter(this::works).findFirst().ifPresent(one -> {
            crowds.oneRefreshForAll(one, device());
            crowds.duplicatesCostNothing(one);
        });
        ApplicationId last = cast.instances().getLast().application();
        if (random.nextInt(FLEETS) == 0) {
            crowds.keepsThePace(last, device());
        }
        crowds.oneRegistrationForAll(new InstanceKey(last, new InstanceId("late-comer")), device());
    }

    private boolean allActive() {
        return world.applications().all().stream()
                .flatMap(application -> application.statements().stream())
                .allMatch(statement -> statement.status() == StatementStatus.ACTIVE);
    }

    private void checkAll() {
        for (Cast.App app : cast.apps()) {
            stage.perform(List.of(Operations.check(world, app.id())));
            stage.settle(Duration.ofSeconds(20));
        }
    }

    /** Where credentials were rejected for good, it takes an operator; whatever else happened heals by itself. */
    private void comesBack(InstanceKey key) {
        Operation register = Operations.register(world, key, Optional.empty(), device(), true);
        Operation vend = Operations.vend(world, key, Duration.ofSeconds(30), device());
        boolean vended = false;
        for (int i = 0; i < TRIES && !vended; i++) {
            stage.perform(List.of(register));
            vended = stage.perform(List.of(vend)).stream().anyMatch(VendResult.Vended.class::isInstance);
            stage.settle(Duration.ofSeconds(10));
        }
        world.verdict()
                .check(
                        Promise.ALL_COMES_BACK,
                        vended,
                        () -> "no token is to be had for " + key + ": " + stage.stands(key));
    }

    private boolean works(InstanceKey key) {
        return world.vault()
                .secret(key)
                .flatMap(
                        kept -> world.adobe().client(kept.client().credentials().clientId()))
                .filter(client -> !client.killed())
                .isPresent();
    }

    private Device device() {
        return cast.devices().get(random.nextInt(cast.devices().size()));
    }
}
