package io.claviger.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables that {@code template.yaml} gives a function. Whatever is wrong with one is told by its
 * name.
 */
public final class Environment {
    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The variable; empty if it is not set, or blank. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** @throws IllegalArgumentException if it is not set, or blank */
    public String text(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("the environment variable " + name + " is not set"));
    }

    /** @throws IllegalArgumentException if it is not an absolute URI */
    public URI uri(String name) {
        URI uri = URI.create(text(name));
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException(name + " must be an absolute URI");
        }
        return uri;
    }

    /**
     * A whole number.
     *
     * @param otherwise what it is if it is not set
     * @throws IllegalArgumentException if it is not a number from {@code least} to {@code most}
     */
    public int number(String name, int otherwise, int least, int most) {
        int number;
        try {
            number = find(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number", e);
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException("%s must be from %d to %d".formatted(name, least, most));
        }
        return number;
    }

    /** As {@link #number}, in seconds. */
    public Duration seconds(String name, int otherwise, int least, int most) {
        return Duration.ofSeconds(number(name, otherwise, least, most));
    }
}
