package io.claviger.benchmarks;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A device with a key of its own on the curve P-256, which signs assertions (docs/devices.md). */
record EnrolledDevice(String api, String subject, EllipticCurveJsonWebKey key) {
    private static final float MINUTES = 4;

    /** @param backend a JWT of a backend, which issues the code */
    static EnrolledDevice enrol(String api, String backend, String application, String instance) {
        String code = given().baseUri(api)
                .header("Authorization", "Bearer " + backend)
                .post("/v1/applications/" + application + "/instances/" + instance + "/enrolment-code")
                .path("code");
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            String id = given().baseUri(api)
                    .contentType(ContentType.JSON)
                    .body(Map.of("code", code, "jwk", key.toParams(OutputControlLevel.PUBLIC_ONLY)))
                    .post("/v1/device/enrolments")
                    .path("key_id");
            key.setKeyId(id);
            return new EnrolledDevice(api, application + "/" + instance, key);
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Signs anew: no other assertion is the same. */
    String assertion() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(subject);
        claims.setSubject(subject);
        claims.setAudience(api);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(MINUTES);
        JsonWebSignature signed = new JsonWebSignature();
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signed.setKeyIdHeaderValue(key.getKeyId());
        signed.setKey(key.getPrivateKey());
        signed.setPayload(claims.toJson());
        try {
            return signed.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
