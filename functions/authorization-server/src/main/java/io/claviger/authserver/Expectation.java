package io.claviger.authserver;

/**
 * The statuses of a successful answer.
 *
 * @param maxBodyBytes the longest body that is read
 */
record Expectation(int lowestStatus, int highestStatus, int maxBodyBytes) {
    /** Credentials or a token: Adobe documents 201, RFC 6749 section 5.1 says 200. */
    static final Expectation ISSUED = new Expectation(200, 201, 256 * 1024);

    /** A protected API. Its configuration lists every TV provider, hence the larger body. */
    static final Expectation ACCEPTED = new Expectation(200, 299, 2 * 1024 * 1024);

    boolean isMetBy(int status) {
        return status >= lowestStatus && status <= highestStatus;
    }
}
