package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.claviger.api.json.Members;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request's body: at most 64 KiB of JSON in UTF-8, as API Gateway hands it over, in Base64 or not. */
final class RequestBody {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_BASE64 = (MAX_BYTES / 3 + 1) * 4;

    private final @Nullable String raw;
    private final boolean base64;
    private final Optional<String> contentType;

    RequestBody(APIGatewayV2HTTPEvent event, Optional<String> contentType) {
        this.raw = event.getBody();
        this.base64 = event.getIsBase64Encoded();
        this.contentType = contentType;
    }

    boolean isEmpty() {
        return raw == null || raw.isEmpty();
    }

    /** @throws Refusal if it is too large, not JSON, or has unknown members */
    Members members(String... known) {
        String text = text();
        if (!contentType.map(RequestBody::mediaType).equals(Optional.of("application/json"))) {
            throw Refusal.invalid("the body's Content-Type must be application/json");
        }
        return Members.of(text, known);
    }

    private String text() {
        String body = raw == null ? "" : raw;
        if (body.length() > (base64 ? MAX_BASE64 : MAX_BYTES)) {
            throw tooLarge();
        }
        byte[] bytes = base64 ? decoded(body) : body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw Refusal.invalid("the body must be text in UTF-8");
        }
    }

    private static byte[] decoded(String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException _) {
            throw Refusal.invalid("the body must be text in UTF-8");
        }
    }

    private static Refusal tooLarge() {
        return new Refusal(
                Problem.of(ProblemCode.REQUEST_TOO_LARGE, "The body may have at most %d bytes.".formatted(MAX_BYTES)));
    }

    private static String mediaType(String header) {
        return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
