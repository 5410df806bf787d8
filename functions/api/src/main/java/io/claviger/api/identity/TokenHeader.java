package io.claviger.api.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.json.StrictJson;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The JOSE header of a token, checked before anything else (RFC 8725 sections 3.1, 3.5, 3.10 and 3.11). A token that
 * brings a key or points to one is refused, whatever its signature.
 */
record TokenHeader(SignatureAlgorithm algorithm, String keyId) {
    private static final List<String> REFUSED = List.of("jku", "x5u", "jwk", "x5c", "crit", "zip", "enc");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");
    private static final int MAX_KEY_ID = 256;

    /** Empty if the token is not a JWS in compact form whose header is acceptable and names one of these algorithms. */
    static Optional<TokenHeader> of(String token, Set<SignatureAlgorithm> allowed) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        return decoded(parts[0])
                .flatMap(StrictJson::object)
                .filter(header -> REFUSED.stream().noneMatch(header::has))
                .filter(header -> !header.has("typ")
                        || text(header, "typ")
                                .filter(TokenHeader::isAccessToken)
                                .isPresent())
                .flatMap(header -> algorithm(header, allowed)
                        .flatMap(algorithm -> keyId(header).map(keyId -> new TokenHeader(algorithm, keyId))));
    }

    private static Optional<String> decoded(String part) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<SignatureAlgorithm> algorithm(ObjectNode header, Set<SignatureAlgorithm> allowed) {
        return text(header, "alg")
                .flatMap(name -> allowed.stream()
                        .filter(algorithm -> algorithm.getAlgorithm().equals(name))
                        .findFirst());
    }

    private static Optional<String> keyId(ObjectNode header) {
        return text(header, "kid").filter(id -> !id.isEmpty() && id.length() <= MAX_KEY_ID);
    }

    private static boolean isAccessToken(String type) {
        return TYPES.contains(type.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> text(ObjectNode header, String name) {
        return Optional.ofNullable(header.get(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
