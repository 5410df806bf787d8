package io.claviger.aws.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;

/** KMS with one key. A ciphertext is a handle, which opens under its own encryption context alone. */
public final class FakeKms implements KmsClient {
    private record Encrypted(SdkBytes plaintext, Map<String, String> context) {}

    private final Map<SdkBytes, Encrypted> encrypted = new HashMap<>();
    private boolean down;
    private int calls;

    public void down(boolean now) {
        down = now;
    }

    public int calls() {
        return calls;
    }

    @Override
    public EncryptResponse encrypt(EncryptRequest request) {
        answerIfUp();
        if (request.plaintext().asByteArray().length > 4096) {
            throw new IllegalArgumentException("KMS encrypts at most 4,096 bytes");
        }
        SdkBytes handle = SdkBytes.fromString(UUID.randomUUID().toString(), StandardCharsets.US_ASCII);
        encrypted.put(handle, new Encrypted(request.plaintext(), Map.copyOf(request.encryptionContext())));
        return EncryptResponse.builder().ciphertextBlob(handle).build();
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        answerIfUp();
        Encrypted found = encrypted.get(request.ciphertextBlob());
        if (found == null || !found.context().equals(request.encryptionContext())) {
            throw InvalidCiphertextException.builder().build();
        }
        return DecryptResponse.builder().plaintext(found.plaintext()).build();
    }

    private void answerIfUp() {
        calls++;
        if (down) {
            throw KmsInternalException.builder().message("down").build();
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
