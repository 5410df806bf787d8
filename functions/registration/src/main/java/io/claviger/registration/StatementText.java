package io.claviger.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.ProblemException;
import io.claviger.api.json.StrictJson;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.SoftwareStatement;
import java.util.Locale;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A software statement as an operator pastes it: a signed JWT (RFC 7591 section 2.3). Adobe verifies the signature;
 * Claviger only checks that there is one.
 *
 * @param claims the payload, a JSON object as text
 */
record StatementText(SoftwareStatement statement, String claims) {

    /**
     * @param pasted may end with the line end of its file
     * @throws ProblemException if it is not a signed JWT
     */
    static StatementText of(String pasted) {
        try {
            SoftwareStatement statement = new SoftwareStatement(pasted.strip());
            JsonWebSignature jws = new JsonWebSignature();
            jws.setCompactSerialization(statement.reveal());
            boolean signed = jws.getAlgorithmHeaderValue() != null
                    && !jws.getAlgorithmHeaderValue().toLowerCase(Locale.ROOT).equals("none")
                    && !jws.getEncodedSignature().isEmpty();
            if (!signed) {
                throw refused("software_statement must be a signed JWT");
            }
            ObjectNode claims = StrictJson.object(jws.getUnverifiedPayload())
                    .orElseThrow(() -> refused("software_statement must be a JWT whose payload is a JSON object"));
            return new StatementText(statement, claims.toString());
        } catch (InvalidInput rule) {
            throw refused(String.valueOf(rule.getMessage()));
        } catch (JoseException _) {
            throw refused(
                    "software_statement must be a JWT: header, payload and signature in Base64url with dots between");
        }
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(ProblemCode.INVALID_SOFTWARE_STATEMENT, detail));
    }
}
