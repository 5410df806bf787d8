package io.claviger.registration;

import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.ProblemException;
import io.claviger.api.json.BodyMembers;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.RedirectUri;
import java.util.Optional;

/** Reads the optional member {@code redirect_uri}. */
final class RedirectUris {
    private RedirectUris() {}

    /** @throws ProblemException if it is present and not a redirect URI that is safe to open */
    static Optional<RedirectUri> in(BodyMembers body) {
        return body.optionalText("redirect_uri").map(text -> {
            try {
                return new RedirectUri(text);
            } catch (InvalidInput rule) {
                throw new ProblemException(
                        Problem.of(ProblemCode.INVALID_REDIRECT_URI, String.valueOf(rule.getMessage())));
            }
        });
    }
}
