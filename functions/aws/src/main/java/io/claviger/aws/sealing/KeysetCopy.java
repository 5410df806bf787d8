package io.claviger.aws.sealing;

import io.claviger.aws.vault.VaultCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * A copy of the keyset for processes that begin while Secrets Manager fails. It lies in the table of applications, sealed under
 * a data key that KMS encrypts directly: a keyset may exceed the 4,096 bytes that {@code kms:Encrypt} takes.
 */
public final class KeysetCopy implements Supplier<String> {
    /** No application id begins with an underscore. */
    private static final String KEY = "_keyset";

    private static final String KEY_NAME = "applicationId";
    private static final String DATA_KEY = "dataKey";
    private static final String SEALED = "keyset";
    private static final int DATA_KEY_ID = 1;

    private final Supplier<DynamoDbClient> dynamoDb;
    private final Supplier<KmsClient> kms;
    private final String table;
    private final String stage;

    /**
     * @param dynamoDb called at the first use
     * @param kms called at the first use
     * @param table the table of applications
     * @param stage the deployment's name. It is the encryption context, to which the roles' permissions are bound.
     */
    public KeysetCopy(Supplier<DynamoDbClient> dynamoDb, Supplier<KmsClient> kms, String table, String stage) {
        this.dynamoDb = dynamoDb;
        this.kms = kms;
        this.table = table;
        this.stage = stage;
    }

    /** @throws io.claviger.core.storage.VaultUnavailable if there is no copy, or it cannot be read or opened */
    @Override
    public String get() {
        return VaultCall.attempt("reading the copy of the sealing keyset", () -> open(item()));
    }

    /**
     * Puts a keyset in place of the one before.
     *
     * @param kmsKey the ARN of the key that encrypts the data key
     * @throws io.claviger.core.storage.VaultUnavailable if it may not have been written
     */
    void write(Keyset keyset, String kmsKey) {
        VaultCall.attempt("writing the copy of the sealing keyset", () -> {
            Keyset dataKey = new Keyset(List.of(SealingKey.random(DATA_KEY_ID)), DATA_KEY_ID);
            byte[] material = dataKey.primary().material();
            SdkBytes encrypted = kms.get()
                    .encrypt(request -> request.keyId(kmsKey)
                            .plaintext(SdkBytes.fromByteArray(material))
                            .encryptionContext(context()))
                    .ciphertextBlob();
            Map<String, AttributeValue> item = Map.of(
                    KEY_NAME,
                    AttributeValue.fromS(KEY),
                    DATA_KEY,
                    AttributeValue.fromB(encrypted),
                    SEALED,
                    AttributeValue.fromB(SdkBytes.fromByteArray(seal(dataKey, KeysetFormat.write(keyset)))));
            return dynamoDb.get().putItem(request -> request.tableName(table).item(item));
        });
    }

    private Map<String, AttributeValue> item() {
        Map<String, AttributeValue> found = dynamoDb.get()
                .getItem(request -> request.tableName(table).key(Map.of(KEY_NAME, AttributeValue.fromS(KEY))))
                .item();
        if (found.isEmpty()) {
            throw new IllegalStateException("there is no copy");
        }
        return found;
    }

    private String open(Map<String, AttributeValue> item) {
        byte[] material = kms.get()
                .decrypt(
                        request -> request.ciphertextBlob(bytes(item, DATA_KEY)).encryptionContext(context()))
                .plaintext()
                .asByteArray();
        Keyset dataKey = new Keyset(List.of(new SealingKey(material, DATA_KEY_ID)), DATA_KEY_ID);
        try {
            return new String(dataKey.open(bytes(item, SEALED).asByteArray(), place()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the copy does not open", e);
        }
    }

    private static SdkBytes bytes(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("the copy has no " + name);
        }
        return value.b();
    }

    private byte[] seal(Keyset dataKey, String text) {
        try {
            return dataKey.seal(text.getBytes(StandardCharsets.UTF_8), place());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Map<String, String> context() {
        return Map.of("keyset", stage);
    }

    private byte[] place() {
        return (KEY + "|" + stage).getBytes(StandardCharsets.UTF_8);
    }
}
