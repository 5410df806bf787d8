package io.claviger.api;

/** Ends a request early with a problem. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.code().code(), null, false, false);
        this.problem = problem;
    }

    /** @param detail names the member and the rule, never the value */
    public static Refusal invalid(String detail) {
        return new Refusal(Problem.of(ProblemCode.INVALID_REQUEST, detail));
    }

    public Problem problem() {
        return problem;
    }
}
