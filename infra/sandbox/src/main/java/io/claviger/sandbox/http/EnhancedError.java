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

    static EnhancedError invalidRedirectUrl() {
        return badParameter("invalid_parameter_redirect_url", "redirect URL parameter");
    }

    static EnhancedError invalidSession() {
        return of(
                "none",
                400,
                "invalid_authentication_session",
                "The authentication session associated with this request is missing or invalid.",
                "The code is unknown or has expired.");
    }

    /** For a viewer who is not signed in. */
    static EnhancedError profile(String state, String what) {
        return of(
                "authentication",
                403,
                "authenticated_profile_" + state,
                "The authenticated profile associated with this request " + what + ".",
                "The viewer must sign in.");
    }

    static EnhancedError deniedByMvpd(String code, String resource) {
        var what = code.startsWith("pre") ? "pre-authorization" : "authorization";
        return of(
                "none",
                403,
                code,
                "The MVPD has returned a \"Deny\" decision when requesting " + what + " for the specified resource.",
                "The viewer's package does not include " + resource + ".");
    }

    static EnhancedError temporaryAccessExceeded() {
        return of(
                "authentication",
                403,
                "temporary_access_duration_limit_exceeded",
                "The temporary access duration limit has been exceeded.",
                "");
    }

    static EnhancedError tooManyResources(int max) {
        return of(
                "configuration",
                403,
                "too_many_resources",
                "The authorization or preauthorization request failed because too many resources were queried.",
                "At most " + max + ".");
    }

    static EnhancedError methodNotAllowed() {
        return of("none", 405, "internal_error", "The HTTP method is invalid.", "");
    }

    static EnhancedError notFound() {
        return of("none", 404, "not_found", "The sandbox has REST API v2 without partner single sign-on.", "");
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
