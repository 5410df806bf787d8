package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.vault.VaultUnavailable;
import java.util.Optional;
import java.util.function.Supplier;

/** Software statements behind the simulated network. */
final class SimulatedStatements implements SoftwareStatements {
    private final World world;

    SimulatedStatements(World world) {
        this.world = world;
    }

    @Override
    public void keep(ApplicationId application, SoftwareStatement statement) {
        call("statements.keep", () -> {
            world.statements().keep(application, statement);
            return true;
        });
    }

    @Override
    public Optional<SoftwareStatement> find(ApplicationId application, StatementFingerprint fingerprint) {
        return call("statements.find", () -> world.statements().find(application, fingerprint));
    }

    private <T> T call(String what, Supplier<T> work) {
        return world.network().call(what, work, () -> {
            throw new VaultUnavailable(what);
        });
    }
}
