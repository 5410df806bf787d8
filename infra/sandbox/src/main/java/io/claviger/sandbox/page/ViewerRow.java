package io.claviger.sandbox.page;

import io.claviger.sandbox.entitlement.Profile;
import io.claviger.sandbox.entitlement.ViewerState;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A viewer.
 *
 * @param viewer      the name; for temporary access a description
 * @param channel     the service provider
 * @param state       in words
 * @param kind        its colour: {@code good}, {@code refused} or {@code broken}
 * @param signedIn    whether the viewer can play
 * @param expiresAt   of the profile, ISO 8601
 * @param clientId    empty for temporary access
 * @param application empty for temporary access
 * @param device      the device identifier, decoded if it is Adobe's Base64
 */
public record ViewerRow(
        String viewer,
        String provider,
        String channel,
        String state,
        String kind,
        boolean signedIn,
        String expiresAt,
        String clientId,
        String application,
        String device) {

    static ViewerRow of(Profile profile, ViewerState state, String application) {
        var key = profile.key();
        return new ViewerRow(
                key.provider().isTempPass() ? "without a sign-in" : profile.viewer(),
                key.provider().displayName(),
                key.serviceProvider(),
                words(state),
                kind(state),
                state == ViewerState.SIGNED_IN,
                profile.notAfter().toString(),
                key.clientId(),
                application,
                device(key.device()));
    }

    private static String words(ViewerState state) {
        return switch (state) {
            case SIGNED_IN -> "signed in";
            case EXPIRED -> "expired";
            case SIGNED_OUT -> "signed out";
            case STATEMENT_REVOKED -> "out: statement revoked";
            case CLIENT_REPLACED -> "out: client replaced";
        };
    }

    private static String kind(ViewerState state) {
        return switch (state) {
            case SIGNED_IN -> "good";
            case EXPIRED, SIGNED_OUT -> "broken";
            case STATEMENT_REVOKED, CLIENT_REPLACED -> "refused";
        };
    }

    private static String device(String identifier) {
        var value = identifier.startsWith("fingerprint ") ? identifier.substring("fingerprint ".length()) : identifier;
        try {
            var decoded = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            return decoded.chars().allMatch(character -> character >= ' ' && character < 127) ? decoded : value;
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
