package io.claviger.core.vault;

/** Where client credentials can be kept. */
public enum CredentialStorage {
    SECRETS_MANAGER("secretsmanager"),
    TABLE("table");

    private final String value;

    CredentialStorage(String value) {
        this.value = value;
    }

    /** The stable word of the template's parameter {@code CredentialStorage}, and of the API. */
    public String value() {
        return value;
    }
}
