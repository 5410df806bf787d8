package io.claviger.sandbox.http;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of REST API v2.
 *
 * @param path        after the service provider; a group in it is the argument
 * @param needsDevice whether {@code AP-Device-Identifier} is required
 */
record ApiRoute(String method, Pattern path, boolean needsDevice, Function<ApiCall, AdobeResponse> operation) {

    static ApiRoute of(String method, String path, Function<ApiCall, AdobeResponse> operation) {
        return new ApiRoute(method, Pattern.compile(path.replace("*", "([^/]+)")), false, operation);
    }

    static ApiRoute ofDevice(String method, String path, Function<ApiCall, AdobeResponse> operation) {
        return new ApiRoute(method, Pattern.compile(path.replace("*", "([^/]+)")), true, operation);
    }

    /** The argument in this path, empty if it has none; no value if this is another path. */
    Optional<String> argumentIn(String resource) {
        Matcher matcher = path.matcher(resource);
        return matcher.matches() ? Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1)) : Optional.empty();
    }
}
