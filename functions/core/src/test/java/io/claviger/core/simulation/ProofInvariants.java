package io.claviger.core.simulation;

import io.claviger.core.instance.CallFailure;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.statement.StoreResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The invariant of proofs that failed: the same process does not ask Adobe again at once. */
final class ProofInvariants {
    /** The shortest cool-down. */
    private static final Duration MIN = Duration.ofSeconds(1);

    private final World world;
    private final Map<List<Object>, Instant> coolDowns = new HashMap<>();

    ProofInvariants(World world) {
        this.world = world;
    }

    /** A process has answered an operator. What it remembers is lost when it restarts. */
    void ended(OperationRun me, StoreApplicationCommand command, StoreResult result) {
        List<Object> proof =
                List.of(me.process(), me.process().starts(), command.id(), command.statement(), command.redirectUri());
        Instant begunAt = me.begunAt().plus(me.process().clockError());
        Optional<Instant> until = Optional.ofNullable(coolDowns.get(proof)).filter(begunAt::isBefore);
        world.invariants()
                .check(
                        Invariant.FAILED_PROOFS_COOL_DOWN,
                        until.isEmpty() || !me.calledAdobe(),
                        () -> me + " calls Adobe although the proof cools down until " + until);
        coolDown(me, result).ifPresent(then -> coolDowns.put(proof, then));
    }

    private static Optional<Instant> coolDown(OperationRun me, StoreResult result) {
        Instant now = me.process().clock().instant();
        return switch (result) {
            case StoreResult.StatementRefused _, StoreResult.RedirectUriRefused _, StoreResult.TokenRefused _ ->
                me.calledAdobe() ? Optional.of(now.plus(MIN)) : Optional.empty();
            case StoreResult.Unavailable(CallFailure.Upstream _, Instant retryAt) -> Optional.of(retryAt);
            case StoreResult.Unavailable _, StoreResult.Created _, StoreResult.Updated _, StoreResult.InProgress _ ->
                Optional.empty();
        };
    }
}
