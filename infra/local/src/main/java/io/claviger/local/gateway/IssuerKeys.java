package io.claviger.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** The public keys of identity providers, found through their discovery documents (OpenID Connect Discovery 1.0, section 4). */
final class IssuerKeys {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** API Gateway keeps keys for two hours. */
    private static final Duration KEPT = Duration.ofHours(2);
    /** How often an unknown key id may make us ask again. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Fetched(List<JsonWebKey> keys, Instant when) {}

    IssuerKeys(InstantSource clock) {
        this.clock = clock;
    }

    /** The issuer's key of that id; nothing if it has none, or does not answer. */
    Optional<JsonWebKey> find(String issuer, String keyId) {
        Instant now = clock.instant();
        Fetched known = fetched.get(issuer);
        if (known != null && now.isBefore(known.when().plus(KEPT))) {
            Optional<JsonWebKey> key = keyOf(known.keys(), keyId);
            if (key.isPresent() || now.isBefore(known.when().plus(ASKED_AGAIN))) {
                return key;
            }
        }
        Fetched fresh = new Fetched(fetch(issuer), now);
        fetched.put(issuer, fresh);
        return keyOf(fresh.keys(), keyId);
    }

    private static Optional<JsonWebKey> keyOf(List<JsonWebKey> keys, String keyId) {
        return keys.stream().filter(key -> keyId.equals(key.getKeyId())).findFirst();
    }

    private List<JsonWebKey> fetch(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return get(base + "/.well-known/openid-configuration")
                .flatMap(JsonNodes::parse)
                .map(document -> document.path("jwks_uri"))
                .filter(JsonNode::isTextual)
                .flatMap(address -> get(address.textValue()))
                .map(IssuerKeys::keys)
                .orElse(List.of());
    }

    private Optional<String> get(String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException unreachable) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<JsonWebKey> keys(String set) {
        try {
            return new JsonWebKeySet(set).getJsonWebKeys();
        } catch (JoseException malformed) {
            return List.of();
        }
    }
}
