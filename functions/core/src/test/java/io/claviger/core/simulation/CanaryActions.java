package io.claviger.core.simulation;

import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration;
import io.claviger.core.simulation.Workload.Action;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What happens to the canaries: they are lost, or Adobe begins to accept the probe's redirect URI. */
final class CanaryActions {
    private static final Duration RECOVERY_WINDOW = Duration.ofDays(7);

    private final World world;
    private final SplittableRandom random;

    CanaryActions(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /** @param what 100 to 105: the draw that selects the action */
    Action action(Supplier<Duration> delay, Population.App app, int what) {
        StatementFingerprint statement =
                app.statements().get(random.nextInt(3) / 2).fingerprint();
        InstanceKey canary = InstanceKey.canaryOf(app.id(), statement);
        Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
        if (what < 102) {
            return new Action(delay, "Adobe accepts every redirect URI of " + app.id(), () -> {
                app.statements()
                        .forEach(each ->
                                world.adobe().statement(each.fingerprint()).acceptEveryRedirectUri(true));
                world.faults().count(Fault.REDIRECT_URI_ACCEPTED);
            });
        }
        return new Action(delay, "the canary of " + statement + " loses its " + loss, () -> lose(canary, loss));
    }

    private enum Loss {
        SECRET,
        SECRET_WITHIN_A_WINDOW,
        ITEM,
        ITEM_AND_SECRET,
        ITEM_AND_SECRET_WITHIN_A_WINDOW
    }

    private void lose(InstanceKey canary, Loss loss) {
        world.vault()
                .secret(canary)
                .ifPresent(kept -> world.credentialInvariants()
                        .deletedByHand(canary, kept.client().credentials().clientId()));
        switch (loss) {
            case SECRET -> world.vault().windowEnds(canary);
            case SECRET_WITHIN_A_WINDOW -> discard(canary);
            case ITEM -> remove(canary);
            case ITEM_AND_SECRET -> {
                world.vault().windowEnds(canary);
                remove(canary);
            }
            case ITEM_AND_SECRET_WITHIN_A_WINDOW -> {
                discard(canary);
                remove(canary);
            }
        }
        world.checkInvariants().canaryLost(canary);
        world.faults().count(Fault.CANARY_LOST);
    }

    private void discard(InstanceKey canary) {
        world.vault().discard(canary, RECOVERY_WINDOW);
    }

    /** An item at rest: another one may name a client that nothing else knows. */
    private void remove(InstanceKey canary) {
        world.instances()
                .find(canary)
                .filter(item -> item.registration() instanceof Registration.Active
                        && item.refreshState().lease().isEmpty())
                .ifPresent(item -> world.instances().remove(item));
    }
}
