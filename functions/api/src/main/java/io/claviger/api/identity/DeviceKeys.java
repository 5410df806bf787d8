package io.claviger.api.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.instance.DeviceKey.Material;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** The keys that devices may have: EC P-256, RSA of 2048 to 4096 bits, Ed25519, or a secret. */
public final class DeviceKeys {
    private static final String RULE =
            "jwk must be a public key (RFC 7517): EC P-256, RSA of 2048 to 4096 bits, or OKP Ed25519";
    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final int MIN_RSA = 2048;
    private static final int MAX_RSA = 4096;

    private DeviceKeys() {}

    /**
     * The public key, without the members that a signature does not need.
     *
     * @throws InvalidInput if it is not such a key, or holds a private one
     */
    public static PublicKey publicKey(ObjectNode jwk) {
        if (PRIVATE.stream().anyMatch(jwk::has)) {
            throw new InvalidInput(
                    "jwk holds a private key, which must not leave the device; send the public key alone");
        }
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(jwk.toString());
            algorithm(key);
            return new PublicKey(PublicJsonWebKey.Factory.newPublicJwk(key.getPublicKey())
                    .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        } catch (JoseException | RuntimeException _) {
            throw new InvalidInput(RULE);
        }
    }

    /**
     * The key that verifies a signature of this algorithm.
     *
     * @throws InvalidInput if it is a key for another algorithm
     * @throws JoseException if it is malformed
     */
    static Key verifying(Material material, SignatureAlgorithm algorithm) throws JoseException {
        return switch (material) {
            case PublicKey(String jwk) -> {
                PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(jwk);
                require(algorithm(key), algorithm);
                yield key.getPublicKey();
            }
            case Material.SharedSecret(var secret) -> {
                require(SignatureAlgorithm.HS256, algorithm);
                // As a client_secret signs: with the octets of its text (OpenID Connect Core section 10.1).
                yield new HmacKey(secret.reveal().getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private static void require(SignatureAlgorithm ofKey, SignatureAlgorithm used) {
        if (ofKey != used) {
            throw new InvalidInput("the key is for another algorithm");
        }
    }

    private static SignatureAlgorithm algorithm(PublicJsonWebKey key) {
        return switch (key) {
            case EllipticCurveJsonWebKey curve
            when curve.getCurveName().equals(EllipticCurves.P_256) -> SignatureAlgorithm.ES256;
            case RsaJsonWebKey rsa when isStrong(rsa.getRsaPublicKey()) -> SignatureAlgorithm.RS256;
            case OctetKeyPairJsonWebKey pair
            when pair.getSubtype().equals(OctetKeyPairJsonWebKey.SUBTYPE_ED25519) -> SignatureAlgorithm.EDDSA;
            default -> throw new InvalidInput(RULE);
        };
    }

    private static boolean isStrong(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        return bits >= MIN_RSA && bits <= MAX_RSA && key.getPublicExponent().bitLength() > 1;
    }
}
