package io.claviger.core.authorizationserver;

/** Every answer of a protected API to a token (Adobe Pass: enhanced error codes). */
public sealed interface ProtectedApiAnswer {

    /** The API accepted the token: it belongs to valid client credentials of a valid statement. */
    record Accepted() implements ProtectedApiAnswer {}

    /** 401 {@code invalid_access_token_client_application}: the client or its statement is no longer valid. */
    record ApplicationRefused() implements ProtectedApiAnswer {}

    /** 401 {@code invalid_access_token_service_provider}: the application is not meant for this service provider. */
    record ServiceProviderRefused() implements ProtectedApiAnswer {}

    /** Another refusal, or no readable answer: it says nothing about the application. */
    record Failed(Failure failure) implements ProtectedApiAnswer {}
}
