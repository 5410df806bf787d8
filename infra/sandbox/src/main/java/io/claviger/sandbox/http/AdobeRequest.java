package io.claviger.sandbox.http;

import io.claviger.sandbox.faults.FaultPlan;
import io.claviger.sandbox.faults.Faults;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call to an endpoint of Adobe's, after its body is read.
 *
 * @param path      decoded, without the query
 * @param query     the raw query; null for none
 * @param body      at most {@link BodyReader#MAX_BYTES}; empty if the call has a larger one
 * @param oversized whether the call has a larger body
 * @param faults    at the time of the call
 * @param plan      the faults of this call
 */
record AdobeRequest(
        String method,
        String path,
        @Nullable String query,
        MultiMap headers,
        Buffer body,
        boolean oversized,
        Faults faults,
        FaultPlan plan) {
    private static final Pattern FINGERPRINT = Pattern.compile("fingerprint [A-Za-z0-9+/]+=*");

    /** All values of a header; empty if it is missing. */
    List<String> headerValues(String name) {
        return headers.getAll(name);
    }

    /** The value of {@code AP-Device-Identifier}; empty if it is missing or malformed. Its shape counts where device headers are required. */
    Optional<String> deviceIdentifier() {
        var values = headerValues("AP-Device-Identifier");
        return values.size() == 1
                        && !values.getFirst().isBlank()
                        && (!faults.requiresDeviceHeaders()
                                || FINGERPRINT.matcher(values.getFirst()).matches())
                ? Optional.of(values.getFirst().strip())
                : Optional.empty();
    }

    /** Whether {@code X-Device-Info} is well-formed, which Adobe requires in its documents alone and the sandbox on request. */
    boolean hasRequiredDeviceInfo() {
        return !faults.requiresDeviceHeaders() || DeviceInfo.isWellFormed(headerValues("X-Device-Info"));
    }
}
