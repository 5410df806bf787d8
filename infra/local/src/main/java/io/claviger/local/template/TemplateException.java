package io.claviger.local.template;

/** The template contains something that the local system does not understand, or that CloudFormation would refuse. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param where the place, as in {@code TokenFunction.Properties.Timeout} */
    public TemplateException(String where, String problem) {
        super(where + ": " + problem);
    }
}
