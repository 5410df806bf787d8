package io.claviger.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.Answer;
import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.api.testing.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The attacks on JWTs that RFC 8725 lists, one by one: each is answered with 401. */
@TestInstance(Lifecycle.PER_CLASS)
class JwtAttackTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final RsaJsonWebKey FOREIGN = foreignKey();

    private final Tally tally = new Tally();
    private final Api api = new Api(
            PROVIDER.identities(),
            Map.of(Endpoint.LIST_APPLICATIONS, _ -> Answer.accepted()),
            _ -> {},
            Optional::empty);

    @AfterAll
    void showAll() throws IOException {
        tally.write("jwt-attacks.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_good_token_gets_in(String name, String token) {
        assertThat(answer(name, token).getStatusCode()).isEqualTo(202);
    }

    static Stream<Arguments> a_good_token_gets_in() {
        return Stream.of(
                attack("RS256", PROVIDER.operator()),
                attack("ES256", ec("ES256", PROVIDER.curve().getKeyId(), _ -> {})),
                attack("groups as a string", claims(c -> c.setStringClaim("groups", "operator"))),
                attack("one of several audiences", claims(c -> c.setAudience("other", FakeIdentityProvider.AUDIENCE))),
                attack("no issue time", claims(c -> c.unsetClaim("iat"))),
                attack("expired within the clock skew", claims(c -> expired(c, 20))),
                attack("not before, within the clock skew", claims(c -> c.setNotBefore(fromNow(20)))),
                attack("typ at+jwt", headers(jws -> jws.setHeader("typ", "at+jwt"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void an_attack_is_unauthenticated(String name, String token) {
        refused(answer(name, token));
    }

    static Stream<Arguments> an_attack_is_unauthenticated() {
        String good = PROVIDER.operator();
        String[] parts = good.split("\\.", -1);
        String unsigned = base64("{\"alg\":\"none\",\"kid\":\"rsa-1\"}") + "." + parts[1] + ".";
        return Stream.of(
                attack("alg none", unsigned),
                attack("alg none with the old signature", unsigned + parts[2]),
                attack("alg nOnE", base64("{\"alg\":\"nOnE\",\"kid\":\"rsa-1\"}") + "." + parts[1] + "."),
                attack("no alg", base64("{\"kid\":\"rsa-1\"}") + "." + parts[1] + "." + parts[2]),
                attack("alg as a number", base64("{\"alg\":256,\"kid\":\"rsa-1\"}") + "." + parts[1] + "." + parts[2]),
                attack(
                        "HS256 with the public key, DER",
                        hmac(PROVIDER.rsa().getPublicKey().getEncoded())),
                attack(
                        "HS256 with the public key, PEM",
                        hmac(pem(PROVIDER.rsa()).getBytes(StandardCharsets.UTF_8))),
                attack(
                        "HS256 with the public key, JWK",
                        hmac(jwk(PROVIDER.rsa()).getBytes(StandardCharsets.UTF_8))),
                attack("HS256 with an empty-ish secret", hmac(new byte[32])),
                attack("RS512", rs("RS512", "rsa-1", PROVIDER.rsa(), _ -> {})),
                attack("PS256", rs("PS256", "rsa-1", PROVIDER.rsa(), _ -> {})),
                attack("RS256 under the id of the EC key", rs("RS256", "ec-1", PROVIDER.rsa(), _ -> {})),
                attack("ES256 under the id of the RSA key", ec("ES256", "rsa-1", _ -> {})),
                attack("a foreign key under a known id", rs("RS256", "rsa-1", FOREIGN, _ -> {})),
                attack("an unknown kid", rs("RS256", "rsa-9", FOREIGN, _ -> {})),
                attack("no kid", headers(jws -> jws.setHeader("kid", null))),
                attack("an empty kid", rs("RS256", "", PROVIDER.rsa(), _ -> {})),
                attack("a kid that is a path", rs("RS256", "../../etc/passwd", FOREIGN, _ -> {})),
                attack(
                        "jku to a foreign key set",
                        foreign(jws -> jws.setHeader("jku", "https://evil.example.com/jwks"))),
                attack(
                        "jku on a token that is good",
                        headers(jws -> jws.setHeader("jku", "https://id.example.com/jwks"))),
                attack("x5u", foreign(jws -> jws.setHeader("x5u", "https://evil.example.com/cert.pem"))),
                attack("x5u on a token that is good", headers(jws -> jws.setHeader("x5u", "https://id.example.com/c"))),
                attack("an embedded jwk", foreign(jws -> jws.setJwkHeader(FOREIGN))),
                attack("an embedded x5c", headers(jws -> jws.setHeader("x5c", "MIIB"))),
                attack("crit", headers(jws -> jws.setHeader("crit", "exp"))),
                attack("typ of something else", headers(jws -> jws.setHeader("typ", "logout+jwt"))),
                attack("wrong issuer", claims(c -> c.setIssuer("https://id.example.com"))),
                attack("no issuer", claims(c -> c.unsetClaim("iss"))),
                attack("wrong audience", claims(c -> c.setAudience("claviger-staging"))),
                attack("no audience", claims(c -> c.unsetClaim("aud"))),
                attack("expired", claims(c -> expired(c, 60))),
                attack("no expiry", claims(c -> c.unsetClaim("exp"))),
                attack("expiry as text", claims(c -> c.setClaim("exp", "tomorrow"))),
                attack("not yet", claims(c -> c.setNotBefore(fromNow(60)))),
                attack("groups of the wrong type", claims(c -> c.setClaim("groups", 7))),
                attack("oversized", claims(c -> c.setStringClaim("filler", "x".repeat(8 * 1024)))),
                attack("changed claims", parts[0] + "." + base64("{\"groups\":[\"operator\"]}") + "." + parts[2]),
                attack("signature cut off", parts[0] + "." + parts[1] + "."),
                attack("signature left out", parts[0] + "." + parts[1]),
                attack("five parts", good + ".a.b"),
                attack("header not JSON", base64("{\"alg\":\"RS256\"") + "." + parts[1] + "." + parts[2]),
                attack(
                        "alg twice",
                        base64("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + "." + parts[1] + "."
                                + parts[2]),
                attack("header not Base64", "%%%." + parts[1] + "." + parts[2]),
                attack("nothing", ""),
                attack("dots", ".."),
                attack("no ASCII", "ü.ü.ü"));
    }

    @Test
    void a_call_without_a_bearer_token_is_unauthenticated() {
        refused(ApiCall.to(Endpoint.LIST_APPLICATIONS).sendTo(api));
        refused(ApiCall.to(Endpoint.LIST_APPLICATIONS)
                .header("authorization", "Basic b2xnYTpwdw==")
                .sendTo(api));
        refused(ApiCall.to(Endpoint.LIST_APPLICATIONS)
                .header("authorization", PROVIDER.operator())
                .sendTo(api));
    }

    @Test
    void a_token_in_the_query_string_is_ignored() {
        refused(ApiCall.to(Endpoint.LIST_APPLICATIONS)
                .query("access_token", PROVIDER.operator())
                .sendTo(api));
    }

    @Test
    void claims_in_api_gateways_event_are_not_trusted() {
        ApiCall call = ApiCall.to(Endpoint.LIST_APPLICATIONS);
        assertThat(call.json()
                        .at("/requestContext/authorizer/jwt/claims/groups")
                        .asText())
                .contains("operator");
        refused(call.sendTo(api));
    }

    private APIGatewayV2HTTPResponse answer(String name, String token) {
        APIGatewayV2HTTPResponse answer =
                ApiCall.to(Endpoint.LIST_APPLICATIONS).bearing(token).sendTo(api);
        tally.add("JWT", answer.getStatusCode(), name);
        return answer;
    }

    private static void refused(APIGatewayV2HTTPResponse answer) {
        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(answer.getHeaders())
                .containsEntry("Content-Type", "application/problem+json")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("WWW-Authenticate", "Bearer");
        assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo("unauthenticated");
    }

    private static Arguments attack(String name, String token) {
        return Arguments.of(name, token);
    }

    private static String claims(Consumer<JwtClaims> changed) {
        return rs("RS256", "rsa-1", PROVIDER.rsa(), changed);
    }

    private static String headers(Consumer<JsonWebSignature> changed) {
        return headers(changed, PROVIDER.rsa());
    }

    private static String foreign(Consumer<JsonWebSignature> changed) {
        return headers(changed, FOREIGN);
    }

    private static String headers(Consumer<JsonWebSignature> changed, RsaJsonWebKey key) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setKeyIdHeaderValue("rsa-1");
        changed.accept(jws);
        return FakeIdentityProvider.signed(jws, "RS256", key.getPrivateKey(), _ -> {});
    }

    private static String rs(String algorithm, String keyId, RsaJsonWebKey key, Consumer<JwtClaims> changed) {
        return FakeIdentityProvider.signed(algorithm, keyId, key.getPrivateKey(), changed);
    }

    private static String ec(String algorithm, String keyId, Consumer<JwtClaims> changed) {
        return FakeIdentityProvider.signed(algorithm, keyId, PROVIDER.curve().getPrivateKey(), changed);
    }

    private static String hmac(byte[] secret) {
        return FakeIdentityProvider.signed("HS256", "rsa-1", new HmacKey(secret), _ -> {});
    }

    private static String pem(RsaJsonWebKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String jwk(RsaJsonWebKey key) {
        return key.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void expired(JwtClaims claims, int secondsAgo) {
        claims.setIssuedAt(fromNow(-600));
        claims.setExpirationTime(fromNow(-secondsAgo));
    }

    private static NumericDate fromNow(long seconds) {
        NumericDate time = NumericDate.now();
        time.addSeconds(seconds);
        return time;
    }

    private static RsaJsonWebKey foreignKey() {
        try {
            return RsaJwkGenerator.generateJwk(2048);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
