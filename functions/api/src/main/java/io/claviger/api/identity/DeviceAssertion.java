package io.claviger.api.identity;

import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.InstanceKey;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Key;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A JWT with which a device speaks for its instance (as in RFC 7523 section 3). Its shape, times and audience were found
 * right. Whether it is signed shows in the instance's keys.
 */
public final class DeviceAssertion {
    private static final Logger LOG = System.getLogger(DeviceAssertion.class.getName());

    private final InstanceKey instance;
    private final String compact;
    private final TokenHeader header;
    private final VerifiedTokens<DeviceKey> verified;

    DeviceAssertion(InstanceKey instance, String compact, TokenHeader header, VerifiedTokens<DeviceKey> verified) {
        this.instance = instance;
        this.compact = compact;
        this.header = header;
        this.verified = verified;
    }

    /** The instance that the device says it is. */
    public InstanceKey instance() {
        return instance;
    }

    /** Whether the key that the header {@code kid} names is among these and signed the assertion. */
    public boolean isSignedByOneOf(List<DeviceKey> keys) {
        return keys.stream().filter(key -> key.id().equals(header.keyId())).anyMatch(this::isSignedBy);
    }

    /** It is remembered with this very key. Its times were found right just now. */
    private boolean isSignedBy(DeviceKey key) {
        if (verified.find(compact).filter(key::equals).isPresent()) {
            return true;
        }
        boolean signed = isSignedBy(key.material());
        if (signed) {
            verified.put(compact, key, Instant.MAX);
        }
        return signed;
    }

    /** The key decides the algorithm (RFC 8725 section 3.1): no public key is ever taken for an HS256 secret. */
    private boolean isSignedBy(DeviceKey.Material material) {
        SignatureAlgorithm algorithm = header.algorithm();
        try {
            Key key = DeviceKeys.verifying(material, algorithm);
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(
                    new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.getAlgorithm()));
            signature.setCompactSerialization(compact);
            signature.setKey(key);
            return signature.verifySignature();
        } catch (JoseException | RuntimeException refused) {
            LOG.log(Level.DEBUG, "assertion refused: {0}", refused.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public String toString() {
        return "assertion of " + instance;
    }
}
