package io.claviger.authserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.core.credentials.InvalidInput;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads members of an answer: strict in what a credential is, lenient in everything that is only said about it. */
final class Members {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,64}(\\.[0-9]{1,64})?([eE][+-]?[0-9]{1,4})?");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}");
    private static final int MAX_SCOPES = 64;
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);

    /** As Unix seconds the year 5138, as Unix milliseconds 3 March 1973: what is smaller is meant as seconds. */
    private static final long FIRST_MILLISECOND = 100_000_000_000L;

    private Members() {}

    /** Empty where the member is missing, is not a string, or is refused by the type that it is meant for. */
    static <T> Optional<T> text(JsonNode json, String name, Function<String, T> type) {
        JsonNode member = json.path(name);
        if (!member.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.apply(member.textValue()));
        } catch (InvalidInput _) {
            return Optional.empty();
        }
    }

    /**
     * A number, or a string that holds one, cut to a whole number and to what a {@code long} can hold; empty where it is
     * missing or unreadable.
     */
    static OptionalLong wholeNumber(JsonNode json, String name) {
        return number(json.path(name))
                .map(Members::toLong)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** Unix seconds or milliseconds, whichever makes sense; empty where it is missing, unreadable or neither. */
    static Optional<Instant> instant(JsonNode json, String name) {
        OptionalLong value = wholeNumber(json, name);
        if (value.isEmpty() || value.getAsLong() <= 0) {
            return Optional.empty();
        }
        long units = value.getAsLong();
        if (units < FIRST_MILLISECOND) {
            return Optional.of(Instant.ofEpochSecond(units));
        }
        return units < FIRST_MILLISECOND * 1000 ? Optional.of(Instant.ofEpochMilli(units)) : Optional.empty();
    }

    /** Adobe's array {@code scopes}, or else RFC 7591's space-separated {@code scope}; what is no scope is left out. */
    static List<String> scopes(JsonNode json) {
        Stream<String> named =
                json.path("scopes").valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue);
        Stream<String> listed = json.has("scopes")
                ? named
                : Stream.of(json.path("scope").asText().split(" ", -1));
        return listed.filter(scope -> SCOPE.matcher(scope).matches())
                .limit(MAX_SCOPES)
                .toList();
    }

    private static Optional<BigDecimal> number(JsonNode member) {
        if (member.isNumber()) {
            return Optional.of(member.decimalValue());
        }
        String text = member.isTextual() ? member.textValue().strip() : "";
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static long toLong(BigDecimal number) {
        return number.min(MAX).max(MIN).longValue();
    }
}
