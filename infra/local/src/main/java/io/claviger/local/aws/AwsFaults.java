package io.claviger.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Faults that a test asks for: the next so many calls of an operation fail, with or without having done their work. */
public final class AwsFaults {
    private final List<Pending> pending = new ArrayList<>();

    /**
     * One call's fault.
     *
     * @param after whether the service does its work before the caller is told that it failed
     */
    record Fault(String error, boolean after) {
        HttpResponse response() {
            return AwsError.response(error, "A fault that was asked for");
        }
    }

    private static final class Pending {
        private final AwsCall call;
        private final Fault fault;
        private int left;

        Pending(AwsCall call, Fault fault, int left) {
            this.call = call;
            this.fault = fault;
            this.left = left;
        }
    }

    /**
     * Takes one fault {@code {service, operation, error, count, when: before|after}} in addition to those that wait, a list of
     * them, or {@code {}}, which forgets them all.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public synchronized void accept(JsonNode request) {
        if (request.isArray()) {
            request.forEach(this::accept);
            return;
        }
        if (!request.isObject()) {
            throw new IllegalArgumentException("A fault is an object");
        }
        if (request.isEmpty()) {
            pending.clear();
            return;
        }
        String when = request.path("when").asText("before");
        if (!when.equals("before") && !when.equals("after")) {
            throw new IllegalArgumentException("when is before or after");
        }
        Fault fault = new Fault(required(request, "error"), when.equals("after"));
        AwsCall call = new AwsCall(required(request, "service"), required(request, "operation"));
        pending.add(new Pending(call, fault, request.path("count").asInt(1)));
    }

    synchronized Optional<Fault> next(AwsCall call) {
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending candidate = each.next();
            if (candidate.call.equals(call)) {
                candidate.left--;
                if (candidate.left <= 0) {
                    each.remove();
                }
                return Optional.of(candidate.fault);
            }
        }
        return Optional.empty();
    }

    private static String required(JsonNode request, String name) {
        JsonNode value = request.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value.textValue();
    }
}
