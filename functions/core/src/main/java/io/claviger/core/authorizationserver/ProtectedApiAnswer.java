package io.claviger.core.authorizationserver;

/** Every way in which showing a token to a protected API can end (Adobe Pass: enhanced error codes). */
public sealed interface ProtectedApiAnswer {

    /** The API took the token: it belongs to valid client credentials of a valid statement. */
    record Accepted() implements ProtectedApiAnswer {}

    /** 401 {@code invalid_access_token_client_application}: the client or its statement is gone. */
    record ApplicationRefused() implements ProtectedApiAnswer {}

    /** 401 {@code invalid_access_token_service_provider}: the application is not meant for this service provider. */
    record ServiceProviderRefused() implements ProtectedApiAnswer {}

    /** No judgement on the application: another refusal, or no readable answer. */
    record Failed(Failure failure) implements ProtectedApiAnswer {}
}
