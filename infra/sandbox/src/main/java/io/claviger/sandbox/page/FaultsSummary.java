package io.claviger.sandbox.page;

import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.faults.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faults in a few words each. */
final class FaultsSummary {
    private FaultsSummary() {}

    static List<String> of(Faults faults) {
        var words = new ArrayList<String>();
        addLimited(words, faults);
        if (faults.paths() != null && !faults.paths().isEmpty()) {
            var at = " at " + String.join(", ", faults.paths());
            words.replaceAll(fault -> fault + at);
        }
        if (faults.refusesUndocumented()) {
            words.add("strict");
        }
        if (faults.throttles()) {
            words.add("throttle");
        }
        if (faults.tokenTtlSeconds() != null) {
            words.add("tokens live " + faults.tokenTtlSeconds() + " s");
        }
        if (faults.profileTtlSeconds() != null) {
            words.add("profiles live " + faults.profileTtlSeconds() + " s");
        }
        if (faults.deniedResources() != null && !faults.deniedResources().isEmpty()) {
            words.add("denied: " + String.join(", ", faults.deniedResources()));
        }
        if (faults.revocationShowsAt() != null && !faults.revocationShowsAt().isEmpty()) {
            words.add("revocation shows at "
                    + faults.revocationShowsAt().stream()
                            .map(EndpointName::word)
                            .collect(Collectors.joining(", ")));
        }
        if (faults.requiresDeviceHeaders()) {
            words.add("device headers required");
        }
        return List.copyOf(words);
    }

    /** Adds those that {@code paths} limits. */
    private static void addLimited(List<String> words, Faults faults) {
        if (faults.latencyMs() != null) {
            words.add("latency " + faults.latencyMs() + " ms" + share(faults.latencyRate()));
        }
        if (faults.status() != null) {
            words.add("status " + faults.status() + share(faults.statusRate()));
        }
        addRate(words, "responses dropped", faults.dropResponseRate());
        addRate(words, "connections reset", faults.resetRate());
        addRate(words, "bodies truncated", faults.truncateRate());
        addRate(words, "endless bodies", faults.endlessBodyRate());
        if (faults.contentType() != null) {
            words.add("content type " + faults.contentType() + share(faults.contentTypeRate()));
        }
        addRate(words, "same token again", faults.sameTokenRate());
    }

    private static void addRate(List<String> words, String what, @Nullable Double rate) {
        if (rate != null && rate > 0) {
            words.add(what + share(rate));
        }
    }

    private static String share(@Nullable Double rate) {
        return rate == null || rate >= 1 ? "" : " " + Math.round(rate * 100) + " %";
    }
}
