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

    /**
     * The parameters, each with one value. A parameter without a value counts as omitted (RFC 6749 section 3.1).
     *
     * @return empty if the body is malformed, or a parameter is repeated or unsupported
     */
    static Optional<Map<String, String>> parse(byte[] body, Set<String> supported) {
        var values = new HashMap<String, String>();
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            for (var parameter :
                    new QueryStringDecoder(text, false).parameters().entrySet()) {
                if (!supported.contains(parameter.getKey())
                        || parameter.getValue().size() != 1) {
                    return Optional.empty();
                }
                if (!parameter.getValue().getFirst().isEmpty()) {
                    values.put(parameter.getKey(), parameter.getValue().getFirst());
                }
            }
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(values);
    }
}
