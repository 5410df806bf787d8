package io.claviger.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.view.IsoTime;
import io.claviger.core.instance.InstanceToken;
import java.time.Instant;

/** A token answer: the members of RFC 6749 section 5.1, and the token's times. */
final class TokenView {
    private TokenView() {}

    static ObjectNode of(InstanceToken token, Instant now) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", token.value().reveal())
                .put("token_type", "Bearer")
                .put("expires_in", Math.max(0, token.left(now).toSeconds()))
                .put("expires_at", IsoTime.of(token.expiresAt()))
                .put("refresh_after", IsoTime.of(token.refreshAfter()));
    }
}
