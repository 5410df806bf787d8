package io.claviger.core.simulation;

import io.claviger.core.fake.DelegatingTableVault;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Functions.Role;
import io.claviger.core.vault.CredentialStorages;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.TableVault;
import java.time.Duration;
import java.util.function.Function;

/** Moves of credentials without one of their safeguards. */
final class MoveMutations {
    private MoveMutations() {}

    static Mutation oldCopyIsDiscardedFirst() {
        return mutatingTable(storages -> new DelegatingTableVault(storages.table()) {
            @Override
            public WriteResult stage(InstanceKey key, ClientWithSecret client) {
                var _ = storages.secretsManager().discard(key, Duration.ofDays(7));
                return super.stage(key, client);
            }
        });
    }

    static Mutation oldCopyStays() {
        return mutatingTable(storages -> new DelegatingTableVault(storages.table()) {
            @Override
            public Entry locate(InstanceKey key) {
                return super.locate(key) instanceof Entry.Here(StoredCredentials found, var _)
                        ? new Entry.Here(found, false)
                        : super.locate(key);
            }
        });
    }

    static Mutation secretsManagerIsReadFirst() {
        return mutatingTable(storages -> new DelegatingTableVault(storages.table()) {
            @Override
            public Entry locate(InstanceKey key) {
                return storages.secretsManager().find(key) instanceof StoredCredentials.Present
                        ? new Entry.Elsewhere(false)
                        : super.locate(key);
            }
        });
    }

    private static Mutation mutatingTable(Function<CredentialStorages, TableVault> mutated) {
        return Mutation.of(
                Role.REGISTRATION,
                (ports, _) -> ports.withStorages(new CredentialStorages(
                        ports.storages().secretsManager(),
                        mutated.apply(ports.storages()),
                        ports.storages().target())));
    }
}
