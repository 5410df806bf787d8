package io.claviger.sandbox.dashboard;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A redirect scheme of the programmer's own, for platforms that open apps by scheme.
 *
 * @param id    made by the sandbox
 * @param value as shown on the dashboard, for example {@code adobepass://com.programmer}
 */
public record CustomScheme(String id, String value) {
    // RFC 3986 section 3.1.
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,99}");
    private static final Pattern REFUSED = Pattern.compile("https?|javascript|data|file|blob|about|vbscript");

    /**
     * The scheme alone, in lower case, of a value such as {@code adobepass://com.programmer}, {@code adobepass:} or {@code adobepass}.
     *
     * @throws IllegalArgumentException if it is not a custom scheme
     */
    public static String schemeOf(String value) {
        int colon = value.indexOf(':');
        var scheme = (colon < 0 ? value : value.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        if (!SCHEME.matcher(scheme).matches() || REFUSED.matcher(scheme).matches()) {
            throw new IllegalArgumentException("a custom scheme looks like adobepass://com.programmer");
        }
        return scheme;
    }
}
