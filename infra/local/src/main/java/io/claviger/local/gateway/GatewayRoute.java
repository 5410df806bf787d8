package io.claviger.local.gateway;

import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.template.RouteResource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route of the HTTP API.
 *
 * @param key {@code METHOD /path}, or {@code $default}
 * @param method {@code ANY} for every method
 */
record GatewayRoute(String key, String method, List<String> segments, LambdaFunction function, RouteResource resource) {
    private static final String DEFAULT = "$default";

    static GatewayRoute of(RouteResource route, LambdaFunction function) {
        String key = route.key();
        int space = key.indexOf(' ');
        return key.equals(DEFAULT)
                ? new GatewayRoute(key, "ANY", List.of(), function, route)
                : new GatewayRoute(key, key.substring(0, space), segments(key.substring(space + 1)), function, route);
    }

    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    boolean isDefault() {
        return key.equals(DEFAULT);
    }

    boolean isGreedy() {
        return !segments.isEmpty() && segments.getLast().endsWith("+}");
    }

    /** The path's decoded variables; empty if the path does not match. */
    Optional<Map<String, String>> match(List<String> path) {
        boolean fits = isGreedy() ? path.size() >= segments.size() : path.size() == segments.size();
        if (!fits) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int index = 0; index < segments.size(); index++) {
            String segment = segments.get(index);
            if (!isVariable(segment)) {
                if (!segment.equals(decode(path.get(index)))) {
                    return Optional.empty();
                }
            } else if (segment.endsWith("+}")) {
                String rest = String.join("/", path.subList(index, path.size()));
                variables.put(segment.substring(1, segment.length() - 2), decode(rest));
            } else if (path.get(index).isEmpty()) {
                return Optional.empty();
            } else {
                variables.put(segment.substring(1, segment.length() - 1), decode(path.get(index)));
            }
        }
        return Optional.of(variables);
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    /** Percent-decoding only: a plus sign in a path is a plus sign. A malformed escape stays as it was sent. */
    static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
