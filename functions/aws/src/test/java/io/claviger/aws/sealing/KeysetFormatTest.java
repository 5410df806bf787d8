package io.claviger.aws.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.subtle.Hkdf;
import io.claviger.aws.json.JsonTree;
import io.claviger.aws.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tink reads Claviger's keysets, and Claviger reads Tink's. */
final class KeysetFormatTest {
    private static final byte[] CLEAR = "clear".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PLACE = "place".getBytes(StandardCharsets.UTF_8);

    @Test
    void tink_reads_our_keyset_and_opens_what_it_sealed() throws Exception {
        Keyset keyset = new KeysetRotation(new SecureRandom()).next(KeysetFormat.parse(TestData.SEED));

        KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(
                JsonTree.write(JsonTree.parse(KeysetFormat.write(keyset)).path("keyset")),
                AeadConfig2026.get(),
                InsecureSecretKeyAccess.get());
        Aead tink = handle.getPrimitive(AeadConfig2026.get(), Aead.class);

        assertThat(handle.size()).isEqualTo(2);
        assertThat(tink.decrypt(keyset.seal(CLEAR, PLACE), PLACE)).isEqualTo(CLEAR);
        assertThat(keyset.open(tink.encrypt(CLEAR, PLACE), PLACE)).isEqualTo(CLEAR);
    }

    @Test
    void we_read_tinks_keyset_and_open_what_it_sealed() throws Exception {
        KeysetHandle handle = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId())
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .setConfiguration(AeadConfig2026.get())
                .build();
        Aead tink = handle.getPrimitive(AeadConfig2026.get(), Aead.class);
        String json =
                TinkJsonProtoKeysetFormat.serializeKeyset(handle, AeadConfig2026.get(), InsecureSecretKeyAccess.get());

        Keyset keyset = KeysetFormat.parse("{\"format\":\"tink\",\"keyset\":%s}".formatted(json));

        assertThat(keyset.open(tink.encrypt(CLEAR, PLACE), PLACE)).isEqualTo(CLEAR);
        assertThat(tink.decrypt(keyset.seal(CLEAR, PLACE), PLACE)).isEqualTo(CLEAR);
    }

    @Test
    void a_pseudonym_is_what_tinks_hkdf_computes() throws GeneralSecurityException {
        byte[] seed = HexFormat.of().parseHex(JsonTree.text(JsonTree.parse(TestData.SEED), "seed"));
        byte[] info = "pseudonym|203.0.113.77".getBytes(StandardCharsets.UTF_8);
        Sealer sealer = new Sealer(List.of(() -> TestData.SEED), InstantSource.system());

        assertThat(HexFormat.of().parseHex(sealer.pseudonym("203.0.113.77")))
                .isEqualTo(Hkdf.computeHkdf("HMACSHA256", seed, new byte[0], info, 32));
    }

    @Test
    void every_process_derives_the_same_key_from_a_seed() throws GeneralSecurityException {
        byte[] sealed = KeysetFormat.parse(TestData.SEED).seal(CLEAR, PLACE);

        assertThat(KeysetFormat.parse(TestData.SEED).open(sealed, PLACE)).isEqualTo(CLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "not json: 5ec2e7",
                "{\"format\":\"seed\",\"seed\":\"5ec2e7\"}",
                "{\"format\":\"seed\",\"seed\":\"5ec2e7zz\"}",
                "{\"format\":\"other\",\"seed\":\"5ec2e7\"}",
                "{\"format\":\"tink\",\"keyset\":{\"primaryKeyId\":5,\"key\":[]}}",
                "{\"format\":\"tink\",\"keyset\":{\"primaryKeyId\":5,\"key\":[{\"keyId\":5,\"status\":\"ENABLED\","
                        + "\"outputPrefixType\":\"TINK\",\"keyData\":{\"keyMaterialType\":\"SYMMETRIC\",\"value\":\"GhA=\","
                        + "\"typeUrl\":\"type.googleapis.com/google.crypto.tink.AesGcmKey\"}}]}}",
                "{\"format\":\"tink\",\"keyset\":{\"primaryKeyId\":5,\"key\":[{\"keyId\":5,\"status\":\"ENABLED\","
                        + "\"outputPrefixType\":\"RAW\",\"keyData\":{\"keyMaterialType\":\"SYMMETRIC\",\"value\":\"GhA=\","
                        + "\"typeUrl\":\"type.googleapis.com/google.crypto.tink.AesGcmKey\"}}]}}"
            })
    void any_other_text_is_refused_and_not_repeated_in_the_message(String text) {
        assertThatThrownBy(() -> KeysetFormat.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the keyset is unreadable")
                .hasNoCause();
    }
}
