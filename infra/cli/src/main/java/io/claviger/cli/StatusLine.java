package io.claviger.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * One line of {@code claviger status}.
 *
 * @param area what was looked at, such as {@code renewals}
 * @param says what was found
 * @param next the next command, or the runbook's entry; empty if nothing is to do
 */
record StatusLine(State state, String area, String says, String next) {

    enum State {
        OK,
        /** Somebody has work to do, which can wait. */
        NOTE,
        WRONG,
        /** The service that knows could not be asked. */
        UNKNOWN
    }

    static StatusLine ok(String area, String says) {
        return new StatusLine(State.OK, area, says, "");
    }

    static StatusLine note(String area, String says, String next) {
        return new StatusLine(State.NOTE, area, says, next);
    }

    static StatusLine wrong(String area, String says, String next) {
        return new StatusLine(State.WRONG, area, says, next);
    }

    static StatusLine unknown(String area, String why) {
        return new StatusLine(State.UNKNOWN, area, "could not be asked: " + why, "");
    }

    /** One or two lines of a terminal. */
    String text() {
        String line = "%-8s %-10s %s".formatted(state, area, says);
        return next.isEmpty() ? line : line + "\n" + " ".repeat(20) + "-> " + next;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("area", area)
                .put("says", says);
        return next.isEmpty() ? json : json.put("next", next);
    }
}
