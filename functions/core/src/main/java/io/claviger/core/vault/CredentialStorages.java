package io.claviger.core.vault;

/**
 * Both storages of client credentials. {@link TwoStorageVault} makes one vault of them, and {@link MoveCredentials} moves
 * credentials from one to the other.
 *
 * @param target where new credentials go, and where moves lead
 */
public record CredentialStorages(CredentialVault secretsManager, TableVault table, CredentialStorage target) {}
