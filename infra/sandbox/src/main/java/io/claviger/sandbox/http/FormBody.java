package io.claviger.sandbox.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An {@code application/x-www-form-urlencoded} body. */
final class FormBody {
    private FormBody() {}

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /**
     * The parameters, each with one value. A parameter without a value counts as omitted (RFC 6749 section 3.1).
     *
     * @param strict whether an unsupported parameter is refused; it is ignored otherwise (RFC 6749 sections 3.1 and 3.2)
     * @return empty if the body is malformed, or a supported parameter is repeated
     */
    static Optional<Map<String, String>> parse(byte[] body, Set<String> supported, boolean strict) {
        var values = new HashMap<String, String>();
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            for (var parameter :
                    new QueryStringDecoder(text, false).parameters().entrySet()) {
                boolean isSupported = supported.contains(parameter.getKey());
                if (isSupported ? parameter.getValue().size() != 1 : strict) {
                    return Optional.empty();
                }
                if (isSupported && !parameter.getValue().getFirst().isEmpty()) {
                    values.put(parameter.getKey(), parameter.getValue().getFirst());
                }
            }
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(values);
    }
}
