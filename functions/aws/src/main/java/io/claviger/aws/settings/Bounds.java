package io.claviger.aws.settings;

/** The bounds of whole numbers. SmallRye Config checks that a value is one. */
public final class Bounds {
    private Bounds() {}

    /**
     * The number itself.
     *
     * @param variable the environment variable it comes from
     * @throws IllegalArgumentException if it is smaller than {@code min} or larger than {@code max}
     */
    public static int within(String variable, int number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException("%s must be from %d to %d".formatted(variable, min, max));
        }
        return number;
    }
}
