package io.claviger.api;

/** Ends a request early with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().code(), null, false, false);
        this.problem = problem;
    }

    /** @param detail names the member and the rule, and never shows the value */
    public static ProblemException invalid(String detail) {
        return new ProblemException(Problem.of(ProblemCode.INVALID_REQUEST, detail));
    }

    public Problem problem() {
        return problem;
    }
}
