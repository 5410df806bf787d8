package io.claviger.aws.vault;

import io.claviger.aws.json.JsonTree;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.vault.VaultUnavailable;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call to the vault. Every failure, a refused permission or unreadable content included, becomes
 * {@link VaultUnavailable}, so that no caller mistakes it for absent credentials.
 */
public final class VaultCall {
    private VaultCall() {}

    /** @param doing the action, such as {@code reading client credentials} */
    public static <T> T attempt(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | JsonTree.Unreadable | InvalidInput e) {
            throw new VaultUnavailable(doing + " failed", e);
        }
    }
}
