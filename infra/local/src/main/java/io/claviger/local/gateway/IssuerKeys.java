package io.claviger.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;
import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The public keys of identity providers, found through their discovery documents (OpenID Connect Discovery 1.0, section
 * 4). An unknown key id makes it fetch the keys again; a failed fetch loses no known key.
 */
final class IssuerKeys {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** API Gateway caches keys for two hours. */
    private static final Duration CACHED = Duration.ofHours(2);
    /** Known keys are used on after a failed fetch, for this time before the next one. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

    private final Get http = new Get();
    private final Map<String, HttpsJwks> keySets = new ConcurrentHashMap<>();

    IssuerKeys() {
        http.setConnectTimeout((int) TIMEOUT.toMillis());
        http.setReadTimeout((int) TIMEOUT.toMillis());
        http.setRetries(0);
    }

    /** @throws UnresolvableKeyException if the JWT names no key, or the issuer has no such key or does not answer */
    Key find(JsonWebSignature jwt, String issuer) throws UnresolvableKeyException {
        if (jwt.getKeyIdHeaderValue() == null) {
            throw new UnresolvableKeyException("no key id");
        }
        HttpsJwks keySet = keySets.get(issuer);
        if (keySet == null) {
            keySet = new HttpsJwks(jwksUri(issuer));
            keySet.setSimpleHttpGet(http);
            keySet.setDefaultCacheDuration(CACHED.toSeconds());
            keySet.setRetainCacheOnErrorDuration(PAUSE_AFTER_FAILURE.toSeconds());
            keySets.put(issuer, keySet);
        }
        return new HttpsJwksVerificationKeyResolver(keySet).resolveKey(jwt, List.of());
    }

    private String jwksUri(String issuer) throws UnresolvableKeyException {
        try {
            String document = http.get(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration")
                    .getBody();
            return JsonNodes.parse(document)
                    .map(configuration -> configuration.path("jwks_uri"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .orElseThrow(() -> new UnresolvableKeyException("no jwks_uri"));
        } catch (IOException unreachable) {
            throw new UnresolvableKeyException("no discovery document", unreachable);
        }
    }
}
