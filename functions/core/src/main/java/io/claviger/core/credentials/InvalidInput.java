package io.claviger.core.credentials;

/** A caller's value breaks a rule. The message names the rule and never repeats the value. */
public final class InvalidInput extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InvalidInput(String message) {
        super(message);
    }
}
