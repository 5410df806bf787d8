package io.claviger.sandbox.http;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.oauth.Client;

/**
 * A call of REST API v2 whose token is good.
 *
 * @param client      whose token it is
 * @param application the client's
 * @param argument    the last segment of the path, such as a code or an mvpd; empty if the path has none
 * @param device      the value of {@code AP-Device-Identifier}; empty if it is missing and the call does not need it
 */
record ApiCall(
        AdobeRequest request,
        Client client,
        RegisteredApplication application,
        String serviceProvider,
        String argument,
        String device) {

    /** An absolute URL of this sandbox, under the name by which the caller reached it. */
    String absolute(String path) {
        return "http://" + String.join("", request.headerValues("Host")) + path;
    }
}
