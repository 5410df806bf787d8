package io.claviger.sandbox.entitlement;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks where a viewer's browser is sent. */
public final class RedirectUrls {
    private static final int MAX_LENGTH = 2_000;
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):[\\x21-\\x7E]+");
    // Browsers run these.
    private static final Set<String> DANGEROUS = Set.of("javascript", "data", "vbscript", "blob", "file");

    private RedirectUrls() {}

    /** Whether it is an absolute URL of the web or of an app. */
    public static boolean isUsable(String url) {
        var matcher = ABSOLUTE.matcher(url);
        return url.length() <= MAX_LENGTH
                && matcher.matches()
                && !DANGEROUS.contains(matcher.group(1).toLowerCase(Locale.ROOT));
    }
}
