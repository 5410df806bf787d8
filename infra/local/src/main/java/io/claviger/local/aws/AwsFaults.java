package io.claviger.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The faults that a test asked for: chosen calls fail or get no answer, before or after the service does its work. */
public final class AwsFaults {
    private static final Set<String> MEMBERS =
            Set.of("function", "service", "operation", "skip", "count", "when", "error", "hold");

    private final List<Pending> pending = new ArrayList<>();
    private final List<AwsCall> held = new ArrayList<>();

    /** A fault and the calls to which it still applies. */
    private static final class Pending {
        private final JsonNode wanted;
        private final AwsFault fault;
        private int skip;
        private int left;

        Pending(JsonNode wanted, AwsFault fault) {
            this.wanted = wanted;
            this.fault = fault;
            this.skip = number(wanted, "skip", 0);
            this.left = number(wanted, "count", 1);
        }

        boolean isFor(AwsCall call, String function) {
            return wants("service", call.service())
                    && wants("operation", call.operation())
                    && wants("function", function)
                    && skip-- <= 0;
        }

        boolean isUsedUp() {
            return --left <= 0;
        }

        private boolean wants(String member, String actual) {
            return !wanted.has(member) || wanted.path(member).asText().equals(actual);
        }
    }

    private static int number(JsonNode request, String name, int otherwise) {
        JsonNode value = request.path(name);
        if (!value.isMissingNode() && !(value.isInt() && value.intValue() >= otherwise)) {
            throw new IllegalArgumentException(name + " is a whole number from " + otherwise);
        }
        return value.asInt(otherwise);
    }

    /**
     * Adds one fault or a list of faults; {@code {}} removes all. A fault is {@code {function?, service?, operation?,
     * skip?, count?, when?: before|after, error | hold: true}}: {@code skip} matching calls succeed, and the next
     * {@code count} get the error or are held until the caller has gone.
     *
     * @throws IllegalArgumentException for anything else
     */
    public synchronized void accept(JsonNode request) {
        if (request.isArray()) {
            request.forEach(this::accept);
        } else if (!request.isObject()) {
            throw new IllegalArgumentException("A fault is an object");
        } else if (request.isEmpty()) {
            pending.clear();
        } else {
            pending.add(new Pending(request, fault(request)));
        }
    }

    private static AwsFault fault(JsonNode request) {
        request.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("A fault has no member " + name);
            }
        });
        String when = request.path("when").asText("before");
        if (!when.equals("before") && !when.equals("after")) {
            throw new IllegalArgumentException("when is before or after");
        }
        boolean after = when.equals("after");
        if (request.path("hold").asBoolean(false)) {
            return new AwsFault.Hold(after);
        }
        if (!request.path("error").isTextual()) {
            throw new IllegalArgumentException("error is missing, and so is hold");
        }
        return new AwsFault.Failure(request.path("error").textValue(), after);
    }

    /** The number of pending faults and the calls that are held: {@code {waiting, held: ["service:Operation"]}}. */
    public synchronized ObjectNode status() {
        ObjectNode status = JsonNodes.object().put("waiting", pending.size());
        status.putArray("held");
        held.forEach(call -> status.withArray("held").add(call.service() + ":" + call.operation()));
        return status;
    }

    /** The fault for this call. */
    synchronized Optional<AwsFault> next(AwsCall call, String function) {
        Optional<Pending> matching = pending.stream()
                .filter(candidate -> candidate.isFor(call, function))
                .findFirst();
        matching.filter(Pending::isUsedUp).ifPresent(pending::remove);
        return matching.map(found -> found.fault);
    }

    HttpResponse answer(AwsFault fault, AwsCall call, HttpRequest request) throws InterruptedException {
        synchronized (this) {
            held.add(call);
        }
        try {
            return fault.answer(request);
        } finally {
            synchronized (this) {
                held.remove(call);
            }
        }
    }
}
