package io.claviger.core.storage;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why Claviger's own storage did not take or give a secret. It says nothing about credentials or statements.
 *
 * @param cause for operators; empty if the storage answered, or the failure is remembered from an earlier call
 */
public record StorageFailure(Reason reason, Optional<VaultUnavailable> cause) {

    /** What is wrong with the storage. */
    public enum Reason {
        VAULT_UNAVAILABLE("vault_unavailable"),
        CREDENTIALS_NOT_IN_VAULT("credentials_not_in_vault"),
        SOFTWARE_STATEMENT_NOT_IN_VAULT("software_statement_not_in_vault");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable word for tables and logs. */
        public String code() {
            return code;
        }

        /** Empty if no reason has this code. */
        public static Optional<Reason> of(String code) {
            return Arrays.stream(values())
                    .filter(reason -> reason.code.equals(code))
                    .findFirst();
        }
    }

    public static StorageFailure of(Reason reason) {
        return new StorageFailure(reason, Optional.empty());
    }

    public static StorageFailure of(VaultUnavailable cause) {
        return new StorageFailure(Reason.VAULT_UNAVAILABLE, Optional.of(cause));
    }

    /** The failure for work that only an exception can end. */
    public VaultUnavailable asException() {
        return cause.orElseGet(() -> new VaultUnavailable(reason.code()));
    }
}
