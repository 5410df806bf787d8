package io.claviger.aws.vault;

import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call to the vault. Every exception, from a refused permission to content that does not open, becomes
 * {@link VaultUnavailable} or {@link StorageFailure}, so that no caller mistakes it for absent credentials.
 */
public final class VaultCall {
    private VaultCall() {}

    /**
     * @param doing the action, such as {@code reading client credentials}
     * @param failed makes an answer of a failure
     */
    public static <T> T attempt(String doing, Supplier<T> call, Function<StorageFailure, T> failed) {
        try {
            return attempt(doing, call);
        } catch (VaultUnavailable e) {
            return failed.apply(StorageFailure.of(e));
        }
    }

    /**
     * @param doing the action, such as {@code reading the sealing keyset}
     * @throws VaultUnavailable if the call fails
     */
    public static <T> T attempt(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (VaultUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            throw new VaultUnavailable(doing + " failed", e);
        }
    }
}
