package io.claviger.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.JsonNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The AWS operations that each function called, for a comparison with its role. The application id in the AWS SDK's
 * user agent ({@code AWS_SDK_UA_APP_ID}) names the function.
 */
public final class AwsActions {
    private static final Pattern APPLICATION = Pattern.compile("(?:^| )app/([A-Za-z0-9]+)(?: |$)");

    private final Map<String, Set<String>> byFunction = new ConcurrentHashMap<>();

    /** The logical id of the function that calls; an empty text for any other caller. */
    static String function(HttpRequest request) {
        Matcher function = APPLICATION.matcher(request.header("User-Agent").orElse(""));
        return function.find() ? function.group(1) : "";
    }

    void note(AwsCall call, String function) {
        if (!function.isEmpty()) {
            byFunction
                    .computeIfAbsent(function, _ -> new ConcurrentSkipListSet<>())
                    .add(call.service() + ":" + call.operation());
        }
    }

    /** Adds the calls to a file of {@code {function's logical id: [action, …]}}. */
    public void addTo(Path file) {
        try {
            if (Files.exists(file)) {
                remember(Files.readAllBytes(file));
            }
            ObjectNode json = JsonNodes.object();
            byFunction.forEach((function, actions) -> actions.forEach(json.putArray(function)::add));
            Files.write(file, JsonNodes.bytes(json));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void remember(byte[] earlier) {
        JsonNodes.parse(earlier)
                .ifPresent(json -> json.properties()
                        .forEach(function -> function.getValue()
                                .forEach(action -> byFunction
                                        .computeIfAbsent(function.getKey(), _ -> new ConcurrentSkipListSet<>())
                                        .add(action.asText()))));
    }
}
