package io.claviger.acceptance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets to search for: as they are, in pieces, and encoded as Base64 at any offset, hexadecimal or URL encoding. */
final class Secrets {
    /** The search also looks for pieces of this length of a long secret, to find a part of it. */
    private static final int PIECE = 40;

    private static final int KEY = 8;

    /** The secrets and their kinds. */
    private final Map<String, String> kinds = new ConcurrentHashMap<>();

    /** @param kind the name of the secret in messages */
    void add(String kind, String secret) {
        if (secret.length() < KEY) {
            throw new IllegalArgumentException("too short to search for: a " + kind);
        }
        kinds.putIfAbsent(secret, kind);
    }

    int size() {
        return kinds.size();
    }

    /** The number of secrets by kind. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        kinds.values().stream().sorted().forEach(kind -> counts.merge(kind, 1, Integer::sum));
        return counts;
    }

    /** The search for the secrets known so far. Building it takes a while. */
    Search search() {
        Map<String, List<Pattern>> patterns = new HashMap<>();
        kinds.forEach((secret, kind) -> spellings(secret).forEach((spelling, text) -> {
            if (text.length() >= KEY) {
                patterns.computeIfAbsent(text.substring(0, KEY), _ -> new ArrayList<>())
                        .add(new Pattern(text, kind + ", " + spelling));
            }
        }));
        return new Search(patterns);
    }

    private record Pattern(String text, String what) {}

    /** A search for a fixed set of secrets. */
    record Search(Map<String, List<Pattern>> patterns) {

        /** The kinds and encodings found in the text, never a secret itself. */
        Set<String> in(String text) {
            Set<String> found = new TreeSet<>();
            for (int i = 0; i + KEY <= text.length(); i++) {
                for (Pattern pattern : patterns.getOrDefault(text.substring(i, i + KEY), List.of())) {
                    if (text.startsWith(pattern.text(), i)) {
                        found.add(pattern.what());
                    }
                }
            }
            return found;
        }
    }

    private static Map<String, String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Map<String, String> spellings = new LinkedHashMap<>();
        spellings.put("as it is", secret);
        spellings.put("URL-encoded", URLEncoder.encode(secret, StandardCharsets.UTF_8));
        spellings.put("hexadecimal", HexFormat.of().formatHex(bytes));
        spellings.put("HEXADECIMAL", HexFormat.of().withUpperCase().formatHex(bytes));
        for (int offset = 0; offset < 3; offset++) {
            spellings.put("Base64, offset " + offset, base64(Base64.getEncoder(), bytes, offset));
            spellings.put("Base64url, offset " + offset, base64(Base64.getUrlEncoder(), bytes, offset));
        }
        if (secret.length() > 2 * PIECE) {
            for (int from = 0; from + PIECE <= secret.length(); from += PIECE) {
                spellings.put("piece at " + from, secret.substring(from, from + PIECE));
            }
        }
        return spellings;
    }

    /** The characters that encode only these bytes, at any position of a longer text. */
    private static String base64(Base64.Encoder encoder, byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = encoder.withoutPadding().encodeToString(shifted);
        int whole = shifted.length / 3 * 4;
        return encoded.substring(offset == 0 ? 0 : 4, whole);
    }
}
