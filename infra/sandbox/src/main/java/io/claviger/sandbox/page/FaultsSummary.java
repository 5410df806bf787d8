package io.claviger.sandbox.page;

import io.claviger.sandbox.faults.Endpoint;
import io.claviger.sandbox.faults.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faults in force, in a few words each. */
final class FaultsSummary {
    private FaultsSummary() {}

    static List<String> of(Faults faults) {
        var words = new ArrayList<String>();
        addNarrowed(words, faults);
        if (faults.paths() != null && !faults.paths().isEmpty()) {
            var at = " at " + String.join(", ", faults.paths());
            words.replaceAll(fault -> fault + at);
        }
        if (faults.throttles()) {
            words.add("throttle");
        }
        if (faults.tokenTtlSeconds() != null) {
            words.add("tokens live " + faults.tokenTtlSeconds() + " s");
        }
        if (faults.revocationShowsAt() != null && !faults.revocationShowsAt().isEmpty()) {
            words.add("revocation shows at "
                    + faults.revocationShowsAt().stream().map(Endpoint::word).collect(Collectors.joining(", ")));
        }
        if (faults.insistsOnDeviceHeaders()) {
            words.add("device headers required");
        }
        return List.copyOf(words);
    }

    /** Those that {@code paths} narrows. */
    private static void addNarrowed(List<String> words, Faults faults) {
        if (faults.latencyMs() != null) {
            words.add("latency " + faults.latencyMs() + " ms" + share(faults.latencyRate()));
        }
        if (faults.status() != null) {
            words.add("status " + faults.status() + share(faults.statusRate()));
        }
        addRate(words, "answers dropped", faults.dropResponseRate());
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
