package io.claviger.api;

/** The stable error codes, each with its HTTP status and its title (RFC 9457). */
public enum ProblemCode {
    INVALID_REQUEST(400, "invalid_request", "The request breaks a rule"),
    UNAUTHENTICATED(401, "unauthenticated", "A valid bearer token is required"),
    SOFTWARE_STATEMENT_REVOKED(403, "software_statement_revoked", "The software statement was revoked"),
    DEVICE_REFUSED(403, "device_refused", "The enrolment hook refused the device"),
    NOT_FOUND(404, "not_found", "Not found, or not visible to this caller"),
    REGISTRATION_IN_PROGRESS(409, "registration_in_progress", "The registration is being changed"),
    CREDENTIALS_REJECTED(409, "credentials_rejected", "The instance's client credentials were rejected"),
    ALREADY_REGISTERED(409, "already_registered", "The instance has another redirect URI or client"),
    REQUEST_TOO_LARGE(413, "request_too_large", "The request is too large"),
    INVALID_SOFTWARE_STATEMENT(422, "invalid_software_statement", "The software statement is not valid"),
    UNAPPROVED_SOFTWARE_STATEMENT(422, "unapproved_software_statement", "The software statement is not approved"),
    INVALID_REDIRECT_URI(422, "invalid_redirect_uri", "The redirect URI is not valid"),
    ENROLMENTS_LIMITED(429, "enrolments_limited", "Too many devices enrolled in this hour"),
    THROTTLED(429, "throttled", "The authorization server asks to slow down"),
    TOO_MANY_REQUESTS(429, "too_many_requests", "The caller makes too many requests"),
    INTERNAL_ERROR(500, "internal_error", "Claviger failed"),
    AUTHORIZATION_SERVER_ERROR(502, "authorization_server_error", "The authorization server gave no usable answer"),
    AUTHORIZATION_SERVER_UNAVAILABLE(
            503, "authorization_server_unavailable", "The authorization server gives no result for now"),
    IDENTITY_PROVIDER_UNAVAILABLE(
            503, "identity_provider_unavailable", "The identity provider's keys cannot be fetched"),
    STORAGE_UNAVAILABLE(503, "storage_unavailable", "Claviger's storage is unavailable");

    private final int status;
    private final String code;
    private final String title;

    ProblemCode(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The word that clients may rely on. */
    public String code() {
        return code;
    }

    public String title() {
        return title;
    }
}
