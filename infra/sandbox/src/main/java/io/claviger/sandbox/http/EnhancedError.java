package io.claviger.sandbox.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.json.StrictJson;
import java.util.Map;
import java.util.UUID;

/**
 * Adobe's enhanced error object. (Adobe Pass, Enhanced Error Codes, REST API v2.) Adobe publishes no code for a token that is missing,
 * malformed, unknown or expired; the sandbox uses {@code invalid_access_token}.
 *
 * @param action for the app to take
 * @param trace  opaque, unique for each response
 */
@JsonNaming(LowerCamelCaseStrategy.class)
record EnhancedError(
        String action, int status, String code, String message, String details, String helpUrl, String trace) {

    private static final String HELP =
            "https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-standard/error-reporting/enhanced-error-codes";

    private static EnhancedError of(String action, int status, String code, String message, String details) {
        return new EnhancedError(
                action, status, code, message, details, HELP, UUID.randomUUID().toString());
    }

    static EnhancedError invalidToken(String details) {
        return of("none", 401, "invalid_access_token", "The access token is missing or invalid.", details);
    }

    static EnhancedError clientApplicationInvalid() {
        return of(
                "application-registration",
                401,
                "invalid_access_token_client_application",
                "The access token is invalid due to invalid client application.",
                "The software statement behind the client credentials is not valid.");
    }

    static EnhancedError otherServiceProvider() {
        return of(
                "application-registration",
                401,
                "invalid_access_token_service_provider",
                "The access token is invalid due to invalid service provider.",
                "The registered application is not linked to this service provider.");
    }

    static EnhancedError badParameter(String code, String what) {
        return of("none", 400, code, "The " + what + " value is missing or invalid.", "");
    }

    static EnhancedError methodNotAllowed() {
        return of("none", 405, "internal_error", "The HTTP method is invalid.", "");
    }

    static EnhancedError notFound() {
        return of("none", 404, "not_found", "The sandbox has configuration and sessions only.", "");
    }

    AdobeResponse toResponse(StrictJson json) {
        var response = AdobeResponse.json(status, json.write(this), code, null);
        return status == 401
                ? new AdobeResponse(
                        401,
                        response.contentType(),
                        Map.of("Cache-Control", "no-store", "WWW-Authenticate", "Bearer"),
                        response.body(),
                        code,
                        null)
                : response;
    }
}
