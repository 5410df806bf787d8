package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.Effect;
import io.claviger.core.authorizationserver.Failure.RequestRefused;
import io.claviger.core.authorizationserver.Failure.Throttled;
import io.claviger.core.authorizationserver.Failure.Unavailable;
import io.claviger.core.authorizationserver.Failure.Unintelligible;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.ProtectedApiAnswer.Accepted;
import io.claviger.core.authorizationserver.ProtectedApiAnswer.ApplicationRefused;
import io.claviger.core.authorizationserver.ProtectedApiAnswer.Failed;
import io.claviger.core.authorizationserver.ProtectedApiAnswer.ServiceProviderRefused;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProtectedApiAnswerTest {
    private static final String JSON = "application/json";
    private static final String APPLICATION = "invalid_access_token_client_application";
    private static final String PROVIDER = "invalid_access_token_service_provider";

    private final ScriptedServer server = new ScriptedServer(Scripts.reset());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource({"results", "failures"})
    void each_answer_becomes_its_named_value(int status, String contentType, String body, ProtectedApiAnswer expected) {
        server.answerWith(Scripts.answer(status, contentType, body));
        assertThat(Callers.callProtectedApi(Callers.to(server.baseUri()))).isEqualTo(expected);
    }

    static Stream<Arguments> results() {
        String providers = "{\"requestor\":{\"mvpds\":[" + "{\"id\":\"Cablevision\"},".repeat(20_000) + "{}]}}";
        return Stream.of(
                arguments(200, JSON, "{\"requestor\":{\"id\":\"REF30\"}}", new Accepted()),
                arguments(201, JSON, "{}", new Accepted()),
                arguments(200, JSON, providers, new Accepted()),
                arguments(401, JSON, enhanced(APPLICATION), new ApplicationRefused()),
                arguments(401, JSON, "{\"errors\":[" + enhanced(APPLICATION) + "]}", new ApplicationRefused()),
                arguments(401, JSON, "{\"errors\":" + enhanced(APPLICATION) + "}", new ApplicationRefused()),
                arguments(401, JSON, "{\"error\":" + enhanced(APPLICATION) + "}", new ApplicationRefused()),
                arguments(401, JSON, "{\"error\":[" + enhanced(APPLICATION) + "]}", new ApplicationRefused()),
                arguments(401, JSON, "{\"error\":\"" + APPLICATION + "\"}", new ApplicationRefused()),
                arguments(
                        401,
                        JSON,
                        "{\"errors\":[{\"code\":\"other\"}," + enhanced(APPLICATION) + "]}",
                        new ApplicationRefused()),
                arguments(401, JSON, enhanced(PROVIDER), new ServiceProviderRefused()),
                arguments(401, "", "{\"errors\":[" + enhanced(PROVIDER) + "]}", new ServiceProviderRefused()));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failed(401, JSON, enhanced("access_token_expired"), new RequestRefused("access_token_expired")),
                failed(401, JSON, "{\"error\":\"access_denied\"}", new RequestRefused("access_token_expired")),
                failed(403, JSON, "{\"error\":\"invalid_client\"}", new RequestRefused("access_token_expired")),
                failed(
                        400,
                        JSON,
                        enhanced("invalid_parameter_device_info"),
                        new RequestRefused("invalid_parameter_device_info")),
                failed(400, JSON, enhanced(APPLICATION), new RequestRefused(APPLICATION)),
                failed(403, JSON, enhanced(APPLICATION), new RequestRefused(APPLICATION)),
                failed(401, JSON, enhanced("Invalid_Access_Token"), new Unintelligible("no_error_code", Effect.NONE)),
                failed(
                        401,
                        JSON,
                        enhanced(APPLICATION.toUpperCase(Locale.ROOT)),
                        new Unintelligible("no_error_code", Effect.NONE)),
                failed(401, JSON, enhanced("a".repeat(65)), new Unintelligible("no_error_code", Effect.NONE)),
                failed(401, JSON, "{\"code\":7}", new Unintelligible("no_error_code", Effect.NONE)),
                failed(
                        401,
                        JSON,
                        "{\"message\":\"" + APPLICATION + "\"}",
                        new Unintelligible("no_error_code", Effect.NONE)),
                failed(401, JSON, "[" + enhanced(APPLICATION) + "]", new Unintelligible("malformed_json", Effect.NONE)),
                failed(401, "text/html", enhanced(APPLICATION), new Unintelligible("page", Effect.NONE)),
                failed(401, "text/html", "<html>" + APPLICATION + "</html>", new Unintelligible("page", Effect.NONE)),
                failed(401, JSON, "", new Unintelligible("empty_body", Effect.NONE)),
                failed(404, JSON, enhanced(APPLICATION), new Unintelligible("http_404", Effect.NONE)),
                failed(500, JSON, enhanced(APPLICATION), new Unavailable("http_500")),
                failed(429, "text/html", "<html></html>", new Throttled(Duration.ofSeconds(1))),
                failed(302, JSON, "{}", new Unintelligible("redirect")),
                // A malformed success must not clear a revoked application.
                failed(200, "text/html", "<html>Welcome to our hotel</html>", new Unintelligible("page")),
                failed(200, JSON, "{\"requestor\":", new Unintelligible("malformed_json")),
                failed(200, JSON, "\"ok\"", new Unintelligible("malformed_json")),
                failed(204, "", "", new Unintelligible("empty_body")),
                failed(200, JSON, "{}" + " ".repeat(2 * 1024 * 1024), new Unintelligible("oversized_body")),
                failed(200, JSON, "{\"a\":[" + "{},".repeat(100_000) + "{}]}", new Unintelligible("malformed_json")));
    }

    private static String enhanced(String code) {
        return "{\"action\":\"application-registration\",\"status\":401,\"code\":\"" + code
                + "\",\"message\":\"no\",\"helpUrl\":\"https://example.com\",\"trace\":\"1\"}";
    }

    private static Arguments failed(int status, String contentType, String body, Failure failure) {
        return arguments(status, contentType, body, new Failed(failure));
    }
}
