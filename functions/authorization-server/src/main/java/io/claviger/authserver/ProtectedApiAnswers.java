package io.claviger.authserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.ProtectedApiAnswer.Accepted;
import io.claviger.core.authorizationserver.ProtectedApiAnswer.ApplicationRefused;
import io.claviger.core.authorizationserver.ProtectedApiAnswer.Failed;
import io.claviger.core.authorizationserver.ProtectedApiAnswer.ServiceProviderRefused;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers of {@code GET /api/v2/…} (Adobe's page "Enhanced error codes"). */
final class ProtectedApiAnswers {
    private static final Pattern CODE = Pattern.compile("[a-z_]{1,64}");

    private ProtectedApiAnswers() {}

    static ProtectedApiAnswer read(HttpResult result) {
        return switch (result) {
            case HttpResult.Success _ -> new Accepted();
            case HttpResult.Refusal(int status, JsonNode json) -> refused(status, json);
            case HttpResult.Failed(Failure failure) -> new Failed(failure);
        };
    }

    private static ProtectedApiAnswer refused(int status, JsonNode json) {
        Set<String> codes = codes(json);
        if (status == 401 && codes.contains("invalid_access_token_client_application")) {
            return new ApplicationRefused();
        }
        if (status == 401 && codes.contains("invalid_access_token_service_provider")) {
            return new ServiceProviderRefused();
        }
        if (isOlderExpiry(status, json.path("error").asText())) {
            return new Failed(new Failure.RequestRefused("access_token_expired"));
        }
        Optional<Failure> code = codes.stream().min(String::compareTo).map(Failure.RequestRefused::new);
        return new Failed(code.orElseGet(() -> HttpResult.unintelligibleRefusal("no_error_code")));
    }

    /** Until December 2025 Adobe told of an expired token so. It says nothing about the client. */
    private static boolean isOlderExpiry(int status, String error) {
        return (status == 401 && error.equals("access_denied")) || (status == 403 && error.equals("invalid_client"));
    }

    /** Adobe documents the error object as the body itself and inside lists of errors. Both places count. */
    private static Set<String> codes(JsonNode json) {
        JsonNode error = json.path("error");
        return Stream.of(
                        Stream.of(json.path("code"), error, error.path("code")),
                        error.valueStream().map(inner -> inner.path("code")),
                        json.path("errors").valueStream().map(inner -> inner.path("code")),
                        Stream.of(json.path("errors").path("code")))
                .flatMap(codes -> codes)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(code -> CODE.matcher(code).matches())
                .collect(Collectors.toSet());
    }
}
