package io.claviger.authserver;

/**
 * What a good answer to a call looks like.
 *
 * @param maxBodyBytes what is read of its body at most
 */
record Expectation(int lowestStatus, int highestStatus, int maxBodyBytes) {
    /** Credentials or a token: Adobe documents 201 and RFC 6749 section 5.1 has 200, so either is good. */
    static final Expectation ISSUED = new Expectation(200, 201, 256 * 1024);

    /** A protected API: its configuration lists every TV provider, hence the larger body. */
    static final Expectation ACCEPTED = new Expectation(200, 299, 2 * 1024 * 1024);

    boolean isMetBy(int status) {
        return status >= lowestStatus && status <= highestStatus;
    }
}
