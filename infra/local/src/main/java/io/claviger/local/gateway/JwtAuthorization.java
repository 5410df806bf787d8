package io.claviger.local.gateway;

import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA512;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.JwtAuthorizer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * The JWT authorizer of an HTTP API ("Control access to HTTP APIs with JWT authorizers in API Gateway"). It accepts RSA
 * signatures only, requires {@code kid}, checks {@code aud} or without it {@code client_id}, and allows no clock skew
 * for {@code exp}, {@code nbf} and {@code iat}.
 */
final class JwtAuthorization {
    private static final AlgorithmConstraints RSA =
            new AlgorithmConstraints(ConstraintType.PERMIT, RSA_USING_SHA256, RSA_USING_SHA384, RSA_USING_SHA512);

    private final IssuerKeys keys = new IssuerKeys();
    private final InstantSource clock;

    JwtAuthorization(InstantSource clock) {
        this.clock = clock;
    }

    Decision decide(Optional<String> header, JwtAuthorizer authorizer) {
        if (header.isEmpty() || header.get().isBlank()) {
            return denied("Bearer");
        }
        // API Gateway accepts the token with and without the scheme.
        String token = header.get().replaceFirst("(?i)^bearer\\s+", "").trim();
        try {
            JwtClaims claims = consumer(authorizer).processToClaims(token);
            return hasAudience(claims, authorizer)
                    ? granted(texts(claims.getRawJson()))
                    : invalid("the token does not have a valid audience");
        } catch (InvalidJwtException refused) {
            return invalid(reason(refused));
        } catch (MalformedClaimException malformed) {
            return invalid("a claim is malformed");
        }
    }

    private JwtConsumer consumer(JwtAuthorizer authorizer) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver((jwt, nesting) -> keys.find(jwt, authorizer.issuer()))
                .setJwsAlgorithmConstraints(RSA)
                .setExpectedIssuer(authorizer.issuer())
                .setSkipDefaultAudienceValidation()
                .setRequireExpirationTime()
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private static boolean hasAudience(JwtClaims claims, JwtAuthorizer authorizer) throws MalformedClaimException {
        if (claims.hasAudience()) {
            return claims.getAudience().stream().anyMatch(authorizer.audiences()::contains);
        }
        String client = claims.getStringClaimValue("client_id");
        return client != null && authorizer.audiences().contains(client);
    }

    private static Decision invalid(String description) {
        return denied("Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + description + "\"");
    }

    private static Decision denied(String challenge) {
        return new Decision.Denied(HttpResponse.message(401, "Unauthorized").with("www-authenticate", challenge));
    }

    /** @param claims as the function gets them: every value is a text */
    private static Decision granted(ObjectNode claims) {
        ObjectNode authorizer = JsonNodes.object();
        authorizer.putObject("jwt").<ObjectNode>set("claims", claims).putNull("scopes");
        return new Decision.Granted(authorizer);
    }

    private static String reason(InvalidJwtException refused) {
        if (refused.hasErrorCode(ErrorCodes.EXPIRED)) {
            return "the token has expired";
        }
        if (refused.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return "the token is not valid yet";
        }
        if (refused.hasErrorCode(ErrorCodes.ISSUER_INVALID) || refused.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "the token does not have a valid issuer";
        }
        return "the token cannot be verified";
    }

    /** API Gateway turns every claim into a text; a list becomes {@code [a b]}. */
    private static ObjectNode texts(String claims) {
        ObjectNode texts = JsonNodes.object();
        JsonNode all = JsonNodes.parse(claims).orElseThrow();
        for (Map.Entry<String, JsonNode> claim : all.properties()) {
            texts.put(claim.getKey(), text(claim.getValue()));
        }
        return texts;
    }

    private static String text(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> parts.add(text(element)));
            return "[" + String.join(" ", parts) + "]";
        }
        if (value.isObject()) {
            value.properties().forEach(member -> parts.add(member.getKey() + ":" + text(member.getValue())));
            return "map[" + String.join(" ", parts) + "]";
        }
        return value.asText();
    }
}
