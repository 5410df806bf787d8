package io.claviger.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** KMS's {@code Encrypt} and {@code Decrypt} with AES-256-GCM under one local key, which stands for every key. */
public final class Kms extends JsonService {
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAX_PLAINTEXT_BYTES = 4096;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Kms(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** @param folder keeps the key between runs; empty for a new key in each */
    public static Kms start(Optional<Path> folder) {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        return new Kms(folder.map(path -> kept(path.resolve("kms.key"), fresh)).orElse(fresh));
    }

    private static byte[] kept(Path file, byte[] fresh) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
                Files.write(file, fresh);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.of("Encrypt", this::encrypt, "Decrypt", this::decrypt);
    }

    private JsonNode encrypt(JsonNode request) {
        byte[] plaintext = bytes(request, "Plaintext");
        if (plaintext.length > MAX_PLAINTEXT_BYTES) {
            throw new AwsError("ValidationException", "Plaintext has more than 4096 bytes");
        }
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] encrypted = run(Cipher.ENCRYPT_MODE, iv, context(request), plaintext);
        byte[] blob = ByteBuffer.allocate(IV_BYTES + encrypted.length)
                .put(iv)
                .put(encrypted)
                .array();
        return JsonNodes.object()
                .put("CiphertextBlob", Base64.getEncoder().encodeToString(blob))
                .put("KeyId", request.path("KeyId").asText());
    }

    private JsonNode decrypt(JsonNode request) {
        ByteBuffer blob = ByteBuffer.wrap(bytes(request, "CiphertextBlob"));
        if (blob.remaining() < IV_BYTES) {
            throw new AwsError("InvalidCiphertextException", "The ciphertext is too short");
        }
        byte[] iv = new byte[IV_BYTES];
        blob.get(iv);
        byte[] encrypted = new byte[blob.remaining()];
        blob.get(encrypted);
        byte[] plaintext = run(Cipher.DECRYPT_MODE, iv, context(request), encrypted);
        return JsonNodes.object().put("Plaintext", Base64.getEncoder().encodeToString(plaintext));
    }

    private byte[] run(int mode, byte[] iv, byte[] context, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(context);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException _) {
            throw new AwsError("InvalidCiphertextException", "Another key or encryption context encrypted this");
        }
    }

    private static byte[] bytes(JsonNode request, String member) {
        try {
            return Base64.getDecoder().decode(request.path(member).asText());
        } catch (IllegalArgumentException _) {
            throw new AwsError("SerializationException", member + " is not base64");
        }
    }

    /** In one order, because the order of a context's members does not count. */
    private static byte[] context(JsonNode request) {
        Map<String, String> sorted = new TreeMap<>();
        request.path("EncryptionContext")
                .properties()
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().asText()));
        return sorted.toString().getBytes(StandardCharsets.UTF_8);
    }
}
