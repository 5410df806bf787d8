package io.claviger.sandbox.http;

import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a request says that its body is what the endpoint takes. */
final class MediaTypes {
    private MediaTypes() {}

    /** One {@code Content-Type}, of this type, and in UTF-8 if it names a charset. */
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
        return text == null ? "" : text.toString().strip().toLowerCase(java.util.Locale.ROOT);
    }
}
