package io.claviger.aws.vault;

import io.claviger.aws.json.JsonTree;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.vault.VaultUnavailable;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call on which the safety of credentials hangs. Whatever goes wrong with it, refused permissions and unreadable contents
 * included, is {@link VaultUnavailable}: nobody may conclude from it that there are no credentials.
 */
public final class VaultCall {
    private VaultCall() {}

    /** @param doing what is being done, as in {@code reading client credentials} */
    public static <T> T attempt(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | JsonTree.Unreadable | InvalidInput e) {
            throw new VaultUnavailable(doing + " failed", e);
        }
    }
}
