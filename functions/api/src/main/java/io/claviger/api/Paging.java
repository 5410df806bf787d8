package io.claviger.api;

import io.claviger.core.credentials.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which page of a list a caller asks for, by the parameters {@code limit} and {@code next} of the query string.
 *
 * @param limit empty if the caller names none
 */
public record Paging(Optional<Integer> limit, Optional<String> next) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 50;

    /** @throws InvalidInput if the limit is not from 1 to 100 */
    public static Paging of(Request request) {
        return new Paging(request.query("limit").map(Paging::limit), request.query("next"));
    }

    public int limitOrDefault() {
        return limit.orElse(DEFAULT_LIMIT);
    }

    private static int limit(String text) {
        return Optional.of(text)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Integer::valueOf)
                .filter(limit -> limit >= 1 && limit <= MAX_LIMIT)
                .orElseThrow(() -> new InvalidInput("limit must be a number from 1 to " + MAX_LIMIT));
    }
}
