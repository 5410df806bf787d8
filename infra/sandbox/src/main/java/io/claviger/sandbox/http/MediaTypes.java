package io.claviger.sandbox.http;

import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the {@code Content-Type} of a request. */
final class MediaTypes {
    private MediaTypes() {}

    /** Whether there is one, of this type, with the charset UTF-8 or none. */
    static boolean is(String mediaType, List<String> contentTypes) {
        if (contentTypes.size() != 1) {
            return false;
        }
        var contentType = contentTypes.getFirst();
        var charset = HttpUtil.getCharsetAsSequence(contentType);
        return mediaType.contentEquals(lowerCase(HttpUtil.getMimeType(contentType)))
                && (charset == null || "utf-8".contentEquals(lowerCase(charset).replace("\"", "")));
    }

    private static String lowerCase(@Nullable CharSequence text) {
        return text == null ? "" : text.toString().strip().toLowerCase(Locale.ROOT);
    }
}
