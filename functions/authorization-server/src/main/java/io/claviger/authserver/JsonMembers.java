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

/** Reads members of an answer: strictly for credentials, leniently for their metadata. */
final class JsonMembers {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,64}(\\.[0-9]{1,64})?([eE][+-]?[0-9]{1,4})?");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}");
    private static final int MAX_SCOPES = 64;
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);

    /** In seconds the year 5138, in milliseconds 3 March 1973. A smaller value counts as seconds. */
    private static final long FIRST_MILLISECOND = 100_000_000_000L;

    private JsonMembers() {}

    /** Returns empty if the member is missing, is no string, or is refused by its type. */
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
     * A number, or a string that holds one, truncated to a whole number within {@code long}; empty if it is missing or
     * malformed.
     */
    static OptionalLong wholeNumber(JsonNode json, String name) {
        return number(json.path(name))
                .map(JsonMembers::toLong)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** Unix seconds or milliseconds, told apart by size; empty if the member is missing, malformed or out of range. */
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

    /** Adobe's array {@code scopes}, or RFC 7591's space-separated {@code scope}. Malformed scopes are left out. */
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
