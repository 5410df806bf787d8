package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.sandbox.dashboard.NewApplication;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid statements, and the error codes of invalid ones. */
class SoftwareStatementTest extends SandboxTestBase {
    @Test
    void a_statement_is_an_rs256_jwt_of_the_published_key_with_adobes_claims() throws Exception {
        var keys = new JsonWebKeySet(adobe.get("/dashboard/jwks").body());
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256));
        jws.setCompactSerialization(statement());
        jws.setKey(keys.getJsonWebKeys().getFirst().getKey());

        assertThat(jws.verifySignature()).isTrue();
        var claims = AdobeCaller.JSON.readTree(jws.getPayload());
        assertThat(claims.path("sub").asText()).isEqualTo(application.id());
        assertThat(claims.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("sub", "nbf", "iss", "iat");
        assertThat(jws.getHeaders().getFullHeaderAsJsonString()).isEqualTo("{\"alg\":\"RS256\"}");
    }

    @Test
    void the_published_key_has_no_private_part() {
        assertThat(adobe.get("/dashboard/jwks").json().at("/keys/0").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("kty", "kid", "use", "alg", "n", "e");
    }

    @Test
    void every_download_of_an_application_is_its_own_unchanged_text_file() {
        var path = "/dashboard/registered-applications/%s/software-statement";
        var first = adobe.get(path.formatted(application.id()));
        assertThat(first.contentType()).startsWith("text/plain");
        assertThat(first.body())
                .isEqualTo(adobe.get(path.formatted(application.id())).body());
        assertThat(first.body())
                .isNotEqualTo(adobe.get(path.formatted(
                                sandbox.createApplication("Other").id()))
                        .body());
    }

    Stream<String> statementsThatAreNotGenuine() throws Exception {
        var good = sandbox.softwareStatement(application.id());
        var parts = List.of(good.split("\\.", -1));
        var payload = new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8);
        var foreignKey = RsaJwkGenerator.generateJwk(2048);
        var ownKey =
                (RsaJsonWebKey) new JsonWebKeySet(adobe.get("/dashboard/jwks").body())
                        .getJsonWebKeys()
                        .getFirst();
        return Stream.of(
                "a statement",
                "..",
                parts.get(0) + "." + parts.get(1) + ".",
                parts.get(0) + "." + base64(payload.replace(application.id(), "another")) + "." + parts.get(2),
                parts.get(0) + "." + base64(payload.replace("\"iat\":", "\"iat\":1")) + "." + parts.get(2),
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                base64("{\"alg\":\"none\"}") + "." + parts.get(1) + ".",
                base64("{\"alg\":\"none\"}") + "." + parts.get(1) + "." + parts.get(2),
                signed(payload, AlgorithmIdentifiers.RSA_USING_SHA256, foreignKey.getPrivateKey(), ownKey.getKeyId()),
                signed(
                        payload,
                        AlgorithmIdentifiers.HMAC_SHA256,
                        new HmacKey(ownKey.getRsaPublicKey().getEncoded()),
                        ownKey.getKeyId()),
                withKeyInHeader(payload, foreignKey));
    }

    @ParameterizedTest
    @MethodSource("statementsThatAreNotGenuine")
    void an_altered_foreign_or_unsigned_statement_is_an_invalid_software_statement(String statement) {
        expectRefusal(adobe.register(statement), "invalid_software_statement");
    }

    @Test
    void a_statement_of_another_sandbox_is_an_invalid_software_statement() {
        try (var other = Sandbox.start(SandboxOptions.onAnyPort())) {
            var foreign =
                    other.softwareStatement(other.createApplication("Foreign").id());
            expectRefusal(adobe.register(foreign), "invalid_software_statement");
        }
    }

    @Test
    void a_revoked_statement_is_invalid_with_every_redirect_uri() {
        sandbox.revoke(application.id());
        expectRefusal(adobe.register(statement()), "invalid_software_statement");
        expectRefusal(adobe.register(statement(), "claviger-revocation-probe:x"), "invalid_software_statement");
    }

    @Test
    void a_statement_is_refused_from_its_revocation_on() {
        assertThat(adobe.register(statement()).status()).isEqualTo(201);
        sandbox.revoke(application.id());
        expectRefusal(adobe.register(statement()), "invalid_software_statement");
        sandbox.reinstate(application.id());
        assertThat(adobe.register(statement()).status()).isEqualTo(201);
    }

    @Test
    void a_statement_not_enabled_for_rest_api_v2_is_an_unapproved_statement() {
        application = sandbox.createApplication(
                new NewApplication("Old SDK app", null, null, null, null, null, null, null, null, false));
        expectRefusal(adobe.register(statement()), "unapproved_software_statement");
    }

    private void expectRefusal(AdobeCaller.Reply reply, String error) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(lastRequest().error()).isEqualTo(error);
    }

    private static String signed(String payload, String algorithm, Key key, String keyId) throws JoseException {
        var jws = new JsonWebSignature();
        jws.setPayload(payload);
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setKeyIdHeaderValue(keyId);
        jws.setKey(key);
        return jws.getCompactSerialization();
    }

    private static String withKeyInHeader(String payload, RsaJsonWebKey key) throws JoseException {
        var jws = new JsonWebSignature();
        jws.setPayload(payload);
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setJwkHeader(key);
        jws.setKey(key.getPrivateKey());
        return jws.getCompactSerialization();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
