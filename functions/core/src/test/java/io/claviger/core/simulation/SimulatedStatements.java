package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.simulation.AwsOutages.Service;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Software statements behind the simulated network. */
final class SimulatedStatements implements SoftwareStatements {
    private final World world;

    SimulatedStatements(World world) {
        this.world = world;
    }

    @Override
    public Optional<StorageFailure> keep(ApplicationId application, SoftwareStatement statement) {
        return call("statements.keep", () -> world.statements().keep(application, statement), Optional::of);
    }

    @Override
    public StoredStatement find(ApplicationId application, StatementFingerprint fingerprint) {
        return call(
                "statements.find",
                () -> world.statements().find(application, fingerprint),
                StoredStatement.Unreadable::new);
    }

    private <T> T call(String what, Supplier<T> work, Function<StorageFailure, T> failed) {
        Supplier<T> lost = () -> failed.apply(StorageFailure.of(new VaultUnavailable(what)));
        return world.network()
                .call(
                        what,
                        () -> world.outages().down(Service.SECRETS_MANAGER)
                                        || world.outages().down(Service.KMS)
                                ? lost.get()
                                : work.get(),
                        lost);
    }
}
