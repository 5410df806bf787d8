package io.claviger.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each function asked AWS for, as IAM sees it, for an evaluation of its role. The application id in the AWS SDK's
 * user agent ({@code AWS_SDK_UA_APP_ID}) names the function.
 */
public final class AwsActions {
    private static final Pattern APPLICATION = Pattern.compile("(?:^| )app/([A-Za-z0-9]+)(?: |$)");

    private final Map<String, Set<JsonNode>> byFunction = new ConcurrentHashMap<>();

    /** The logical id of the function that calls; an empty text for any other caller. */
    static String function(HttpRequest request) {
        Matcher function = APPLICATION.matcher(request.header("User-Agent").orElse(""));
        return function.find() ? function.group(1) : "";
    }

    void note(AwsCall call, String function, HttpRequest request) {
        if (!function.isEmpty()) {
            asked(function)
                    .addAll(IamRequests.of(
                            call,
                            request.path(),
                            JsonNodes.parse(request.body().getBytes()).orElseGet(JsonNodes::object)));
        }
    }

    /** Adds the requests to a file of {@code {function's logical id: [request, …]}}; {@link IamRequests} has its members. */
    public void addTo(Path file) {
        try {
            if (Files.exists(file)) {
                JsonNodes.parse(Files.readAllBytes(file))
                        .ifPresent(json -> json.properties()
                                .forEach(function -> function.getValue().forEach(asked(function.getKey())::add)));
            }
            ObjectNode json = JsonNodes.object();
            byFunction.forEach((function, requests) -> json.putArray(function).addAll(requests));
            Files.write(file, JsonNodes.bytes(json));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Set<JsonNode> asked(String function) {
        return byFunction.computeIfAbsent(function, _ -> ConcurrentHashMap.newKeySet());
    }
}
