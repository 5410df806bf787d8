package io.claviger.sandbox.http;

/** Does the work of one of Adobe's endpoints. Bad input is answered, never thrown. */
@FunctionalInterface
interface AdobeEndpoint {
    Answer answer(AdobeRequest request);
}
