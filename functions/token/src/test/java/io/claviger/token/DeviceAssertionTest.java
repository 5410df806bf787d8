package io.claviger.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.identity.DeviceAssertions;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.api.testing.TestDevice;
import io.claviger.core.credentials.DeviceSecret;
import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.DeviceKey.Material;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.usecases.UseCases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Assertions of devices: the good ones get a token, and each attack gets 401 (RFC 8725, RFC 7523 section 3). */
class DeviceAssertionTest {
    private static final TestDevice CURVE = TestDevice.curve();
    private static final TestDevice RSA = TestDevice.rsa();
    private static final TestDevice EDWARDS = TestDevice.edwards();
    private static final TestDevice FOREIGN = TestDevice.curve();
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final TestDevice SHARED = TestDevice.withSecret(SECRET);
    private static final String TV = "app/tv";

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final List<InstanceKey> reads = new ArrayList<>();
    private final UseCases useCases = claviger.process(this::counting);
    private final Api api = new Api(
            new FakeIdentityProvider().identities(),
            new DeviceAssertions(List.of(TestDevice.AUDIENCE), claviger.clock),
            TokenRoutes.of(claviger.instances, useCases, _ -> {}, claviger.clock),
            _ -> {},
            Optional::empty);

    @BeforeEach
    void two_enrolled_instances() {
        enrol("tv", key("curve", CURVE), key("rsa", RSA), key("edwards", EDWARDS));
        enrol(
                "tv",
                new DeviceKey("secret", new Material.SharedSecret(new DeviceSecret(SECRET)), claviger.clock.instant()));
        enrol("another", key("foreign", FOREIGN));
    }

    static Stream<Arguments> good_assertions() {
        return Stream.of(
                arguments("ES256", by(CURVE, "curve", _ -> {})),
                arguments("RS256", by(RSA, "rsa", _ -> {})),
                arguments("EdDSA", by(EDWARDS, "edwards", _ -> {})),
                arguments("HS256", by(SHARED, "secret", _ -> {})),
                arguments("one of several audiences", by(CURVE, "curve", c -> c.setAudience("x", TestDevice.AUDIENCE))),
                arguments("a clock 20 s ahead", at(20)),
                arguments("a clock 5 minutes behind", at(-310)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good_assertions")
    void a_device_gets_the_token_of_its_instance(String name, Signed assertion) {
        APIGatewayV2HTTPResponse answer = vend(assertion.at(claviger.clock.instant()));
        assertThat(answer.getStatusCode()).describedAs(name + answer.getBody()).isEqualTo(200);
        assertThat(ApiCall.body(answer).path("access_token").asText())
                .isEqualTo(claviger.instance("tv").token().orElseThrow().value().reveal());
    }

    static Stream<Arguments> attacks() {
        String publicKey = CURVE.jwk();
        return Stream.of(
                arguments("a key of another instance", by(FOREIGN, "foreign", _ -> {})),
                arguments("a foreign key under a known kid", by(FOREIGN, "curve", _ -> {})),
                arguments("a key of the instance under another's kid", by(CURVE, "rsa", _ -> {})),
                arguments("an unknown kid", by(CURVE, "none", _ -> {})),
                arguments("another instance", by(CURVE, "curve", c -> subject(c, "app/another"))),
                arguments("another application", by(CURVE, "curve", c -> subject(c, "radio/tv"))),
                arguments("an instance that does not exist", by(CURVE, "curve", c -> subject(c, "app/none"))),
                arguments("iss is not sub", by(CURVE, "curve", c -> c.setIssuer("app/another"))),
                arguments("no iss", by(CURVE, "curve", c -> c.unsetClaim("iss"))),
                arguments("no sub", by(CURVE, "curve", c -> c.unsetClaim("sub"))),
                arguments("a canary", by(CURVE, "curve", c -> subject(c, "app/_canary-" + "0".repeat(64)))),
                arguments("a subject with three parts", by(CURVE, "curve", c -> subject(c, "app/tv/x"))),
                arguments("wrong aud", by(CURVE, "curve", c -> c.setAudience("https://other.example.com"))),
                arguments("no aud", by(CURVE, "curve", c -> c.unsetClaim("aud"))),
                arguments("exp 301 s after iat", by(CURVE, "curve", c -> later(c, "exp", 1))),
                arguments("exp in a year", by(CURVE, "curve", c -> later(c, "exp", 365 * 86_400))),
                arguments("exp beyond all numbers", by(CURVE, "curve", c -> c.setClaim("exp", Long.MAX_VALUE))),
                arguments("iat before all numbers", by(CURVE, "curve", c -> c.setClaim("iat", Long.MIN_VALUE))),
                arguments("no exp", by(CURVE, "curve", c -> c.unsetClaim("exp"))),
                arguments("exp as text", by(CURVE, "curve", c -> c.setClaim("exp", "soon"))),
                arguments("no iat", by(CURVE, "curve", c -> c.unsetClaim("iat"))),
                arguments("iat in the future", at(60)),
                arguments("expired", at(-340)),
                arguments("nbf in the future", by(CURVE, "curve", c -> later(c, "nbf", 60))),
                arguments("HS256 with the public key", hmac(publicKey)),
                arguments("HS256 with an empty secret", hmac("\0".repeat(32))),
                arguments("ES256 under the secret's kid", by(CURVE, "secret", _ -> {})),
                arguments("alg none", header("{\"alg\":\"none\",\"kid\":\"curve\"}", "")),
                arguments("alg none, signed", header("{\"alg\":\"none\",\"kid\":\"curve\"}", "AAAA")),
                arguments("RS512", headers(RSA, "rsa", j -> j.setAlgorithmHeaderValue("RS512"))),
                arguments("PS256", headers(RSA, "rsa", j -> j.setAlgorithmHeaderValue("PS256"))),
                arguments("jku", headers(CURVE, "curve", j -> j.setHeader("jku", "https://evil.example.com"))),
                arguments("x5u", headers(CURVE, "curve", j -> j.setHeader("x5u", "https://evil.example.com"))),
                arguments("x5c", headers(CURVE, "curve", j -> j.setHeader("x5c", "MIIB"))),
                arguments("an embedded jwk", headers(CURVE, "curve", j -> j.setHeader("jwk", "{}"))),
                arguments("crit", headers(CURVE, "curve", j -> j.setHeader("crit", "exp"))),
                arguments("no kid", headers(CURVE, "curve", j -> j.setHeader("kid", null))),
                arguments("alg twice", header("{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"curve\"}", "AAAA")),
                arguments("a changed payload", (Signed)
                        now -> changed(CURVE.assertion("app/another", "curve", now), now)),
                arguments("a cut signature", (Signed) now -> cut(CURVE.assertion(TV, "curve", now))),
                arguments("an oversized assertion", by(CURVE, "curve", c -> c.setClaim("x", "x".repeat(4096)))),
                arguments("a JWT of the identity provider", (Signed) _ -> new FakeIdentityProvider().app("app", "tv")),
                arguments("nothing", (Signed) _ -> ""),
                arguments("dots", (Signed) _ -> ".."),
                arguments("no ASCII", (Signed) _ -> "ü.ü.ü"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void an_attack_is_unauthenticated(String name, Signed assertion) {
        String token = assertion.at(claviger.clock.instant());
        for (Endpoint endpoint : List.of(Endpoint.DEVICE_VEND, Endpoint.DEVICE_REPORT_REJECTED)) {
            APIGatewayV2HTTPResponse answer = ApiCall.to(endpoint)
                    .bearing(token)
                    .body("{\"code\":\"access_denied\"}")
                    .sendTo(api);
            assertThat(answer.getStatusCode())
                    .describedAs(name + answer.getBody())
                    .isEqualTo(401);
            assertThat(answer.getHeaders()).containsEntry("WWW-Authenticate", "Bearer");
            assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo("unauthenticated");
        }
    }

    @Test
    void what_is_wrong_whatever_the_key_is_refused_without_a_read() {
        vend(by(CURVE, "curve", c -> c.setAudience("https://other.example.com")).at(claviger.clock.instant()));
        vend(at(-340).at(claviger.clock.instant()));
        vend(at(60).at(claviger.clock.instant()));
        vend("nothing");
        assertThat(reads).isEmpty();
    }

    @Test
    void a_vend_to_a_device_reads_the_instance_once_and_from_memory_not_at_all() {
        String token = CURVE.assertion(TV, "curve", claviger.clock.instant());
        claviger.vend("tv");
        vend(token);
        assertThat(reads).hasSize(1);
        assertThat(vend(token).getStatusCode()).isEqualTo(200);
        assertThat(reads).hasSize(1);
    }

    @Test
    void a_key_that_was_revoked_a_moment_ago_opens_nothing() {
        String token = CURVE.assertion(TV, "curve", claviger.clock.instant());
        assertThat(vend(token).getStatusCode()).isEqualTo(200);
        assertThat(claviger.useCases.revokeDeviceKey().revoke(InMemoryClaviger.key("tv"), "curve"))
                .isTrue();
        assertThat(vend(token).getStatusCode()).isEqualTo(401);
    }

    @Test
    void an_assertion_that_was_verified_ends_with_its_key_and_with_its_time() {
        String token = CURVE.assertion(TV, "curve", claviger.clock.instant());
        for (int vends = 0; vends < 2; vends++) {
            assertThat(vend(token).getStatusCode()).isEqualTo(200);
            claviger.clock.advance(Duration.ofSeconds(2));
        }
        assertThat(vend(token.substring(0, token.length() - 6) + "AAAAAA").getStatusCode())
                .isEqualTo(401);
        claviger.clock.advance(Duration.ofMinutes(6));
        assertThat(vend(token).getStatusCode()).isEqualTo(401);
        String another = CURVE.assertion(TV, "curve", claviger.clock.instant());
        assertThat(vend(another).getStatusCode()).isEqualTo(200);
        claviger.useCases.revokeDeviceKey().revoke(InMemoryClaviger.key("tv"), "curve");
        enrol("tv", key("curve", FOREIGN));
        assertThat(vend(another).getStatusCode()).isEqualTo(401);
    }

    @Test
    void a_device_reports_its_rejected_token() {
        vend(CURVE.assertion(TV, "curve", claviger.clock.instant()));
        APIGatewayV2HTTPResponse answer = ApiCall.to(Endpoint.DEVICE_REPORT_REJECTED)
                .bearing(CURVE.assertion(TV, "curve", claviger.clock.instant()))
                .body("{\"code\":\"access_denied\"}")
                .sendTo(api);
        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(claviger.instance("tv").token()).isEmpty();
    }

    @Test
    void whoami_shows_a_device_how_its_assertion_is_understood_or_what_is_wrong() {
        APIGatewayV2HTTPResponse known = whoami(by(CURVE, "curve", _ -> {}));
        assertThat(known.getBody())
                .isEqualTo(
                        "{\"kind\":\"device\",\"groups\":[\"app\"],\"application_id\":\"app\",\"instance_id\":\"tv\"}");
        assertThat(whoami(by(FOREIGN, "foreign", _ -> {})).getStatusCode()).isEqualTo(401);
        assertThat(detail(whoami(by(CURVE, "curve", c -> c.setAudience("https://other.example.com")))))
                .contains("aud");
        assertThat(detail(whoami(at(60)))).contains("iat");
    }

    private APIGatewayV2HTTPResponse whoami(Signed assertion) {
        return ApiCall.to(Endpoint.WHOAMI)
                .bearing(assertion.at(claviger.clock.instant()))
                .sendTo(api);
    }

    private static String detail(APIGatewayV2HTTPResponse answer) {
        assertThat(answer.getStatusCode()).isEqualTo(401);
        return ApiCall.body(answer).path("detail").asText();
    }

    /** Makes an assertion at a time. */
    interface Signed {
        String at(Instant now);
    }

    private static Signed by(TestDevice device, String keyId, Consumer<JwtClaims> changed) {
        return now -> device.assertion(TV, keyId, now, changed);
    }

    /** A good assertion by a clock that is so many seconds ahead. */
    private static Signed at(int seconds) {
        return now -> CURVE.assertion(TV, "curve", now.plusSeconds(seconds));
    }

    private static Signed headers(TestDevice device, String keyId, Consumer<JsonWebSignature> changed) {
        return now -> device.assertion(TV, keyId, now, _ -> {}, changed);
    }

    private static Signed hmac(String secret) {
        return now -> new TestDevice("HS256", new HmacKey(secret.getBytes(StandardCharsets.UTF_8)), "")
                .assertion(
                        TV, "curve", now, _ -> {}, j -> j.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS));
    }

    /** Another header on a good payload. */
    private static Signed header(String header, String signature) {
        return now -> Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "." + CURVE.assertion(TV, "curve", now).split("\\.", -1)[1] + "." + signature;
    }

    private static String changed(String other, Instant now) {
        String[] good = CURVE.assertion(TV, "curve", now).split("\\.", -1);
        return good[0] + "." + good[1] + "." + other.split("\\.", -1)[2];
    }

    private static String cut(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static void subject(JwtClaims claims, String subject) {
        claims.setIssuer(subject);
        claims.setSubject(subject);
    }

    /** Moves a time beyond {@code iat} + 300 s, or for {@code nbf}, beyond now. */
    private static void later(JwtClaims claims, String claim, long seconds) {
        try {
            long issuedAt = claims.getIssuedAt().getValue();
            claims.setClaim(claim, issuedAt + seconds + (claim.equals("exp") ? 300 : 0));
        } catch (MalformedClaimException e) {
            throw new IllegalStateException(e);
        }
    }

    private DeviceKey key(String id, TestDevice device) {
        return new DeviceKey(id, new Material.PublicKey(device.jwk()), claviger.clock.instant());
    }

    private void enrol(String instance, DeviceKey... keys) {
        claviger.register(instance);
        for (DeviceKey key : keys) {
            Instance before = claviger.instance(instance);
            claviger.put(before.with(before.enrolment().with(key)));
        }
    }

    private APIGatewayV2HTTPResponse vend(String token) {
        return ApiCall.to(Endpoint.DEVICE_VEND).bearing(token).sendTo(api);
    }

    private Ports counting(Ports ports) {
        return ports.withInstances(new DelegatingInstances(ports.instances()) {
            @Override
            public Optional<Instance> find(InstanceKey key) {
                reads.add(key);
                return super.find(key);
            }
        });
    }
}
