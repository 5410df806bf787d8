package io.claviger.cli;

/** What the process's exit status says; documented in the tool's README. */
final class ExitCode {
    static final int DONE = 0;

    /** Claviger or AWS refused, or {@code status} found something wrong. */
    static final int FAILED = 1;

    /** The command line is wrong; picocli's own status. */
    static final int USAGE = 2;

    static final int NOT_CONFIRMED = 3;

    /** No answer, or the credential is not accepted. */
    static final int NO_ACCESS = 4;

    /** Some rows or instances were done, and others were not. */
    static final int PARTLY_DONE = 5;

    private ExitCode() {}
}
