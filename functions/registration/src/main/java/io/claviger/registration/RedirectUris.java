package io.claviger.registration;

import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.Refusal;
import io.claviger.api.json.Members;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.RedirectUri;
import java.util.Optional;

/** Reads the optional member {@code redirect_uri}. */
final class RedirectUris {
    private RedirectUris() {}

    /** @throws Refusal if it is there and not a redirect URI that is safe to open */
    static Optional<RedirectUri> in(Members body) {
        return body.optionalText("redirect_uri").map(text -> {
            try {
                return new RedirectUri(text);
            } catch (InvalidInput rule) {
                throw new Refusal(Problem.of(ProblemCode.INVALID_REDIRECT_URI, String.valueOf(rule.getMessage())));
            }
        });
    }
}
