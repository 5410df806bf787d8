package io.claviger.registration;

import io.claviger.api.Endpoint;
import io.claviger.api.PrimingCalls;

/** Stores an application, and registers an instance of it. */
final class RegistrationPriming {
    /** Base64url of {@code {"alg":"RS256"}} and {@code {}}, and a signature that nobody verifies. */
    private static final String STATEMENT = "eyJhbGciOiJSUzI1NiJ9.e30.AA";

    private RegistrationPriming() {}

    static void register(PrimingCalls calls) {
        calls.call(
                Endpoint.STORE_APPLICATION,
                PrimingCalls.NAME,
                "{\"display_name\":\"priming\",\"software_statement\":\"" + STATEMENT + "\"}");
        calls.call(Endpoint.REGISTER, PrimingCalls.NAME, "");
        calls.call(Endpoint.SHOW_INSTANCE, PrimingCalls.NAME, "");
    }
}
