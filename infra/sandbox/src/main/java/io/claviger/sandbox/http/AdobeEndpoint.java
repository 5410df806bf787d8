package io.claviger.sandbox.http;

/** The work of one of Adobe's endpoints. Bad input gets an error response and throws nothing. */
@FunctionalInterface
interface AdobeEndpoint {
    AdobeResponse respond(AdobeRequest request);
}
