package io.claviger.aws.dynamodb;

import io.claviger.aws.sealing.Sealer;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Seals the place where the next page of a list begins: it may be the key of another application's item. A sealed place
 * opens only for the application and the list that it was made for.
 */
record PageToken(Sealer sealer, ApplicationId application, String list) {

    String seal(String place) {
        byte[] sealed = sealer.seal(place, owner(), list);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** @throws InvalidInput if the text is no place that was sealed for this application and list */
    String open(String token) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.US_ASCII));
            return sealer.open(sealed, owner(), list);
        } catch (IllegalArgumentException | Sealer.SealBroken e) {
            throw new InvalidInput("next must come from the page before, of the same application and status");
        }
    }

    private String owner() {
        return "_page#" + application;
    }
}
