package io.claviger.benchmarks.fleet;

import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Looks at the fleet from outside: what callers got, and whose token has expired. */
final class FleetWatch {
    /** A vend is stored at most that often: a 24th of the active window. */
    private static final Duration ACTIVE =
            RefreshPolicy.DEFAULT.activeWindow().minus(RefreshPolicy.DEFAULT.lastVendedPrecision());

    /** Adobe answers again, and the renewals of an hour are made. */
    private static final Duration AFTERMATH = Duration.ofMinutes(15);

    private final Scenario scenario;
    private final Instant start;
    private final FleetAdobe adobe;
    private final Instant[] vendedAt;
    private final Instant[] expiryCounted;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    FleetWatch(Scenario scenario, Instant start, FleetAdobe adobe) {
        this.scenario = scenario;
        this.start = start;
        this.adobe = adobe;
        this.vendedAt = new Instant[scenario.instances()];
        this.expiryCounted = new Instant[scenario.instances()];
        Arrays.fill(vendedAt, Instant.EPOCH);
        Arrays.fill(expiryCounted, Instant.EPOCH);
    }

    void registered(RegisterResult result) {
        count("registered " + result.getClass().getSimpleName());
    }

    void vended(int instance, Instant asked, Instant answered, VendResult result) {
        count("vend " + result.getClass().getSimpleName());
        if (result instanceof VendResult.Vended(var token)) {
            vendedAt[instance] = asked;
            if (!token.expiresAt().isAfter(answered)) {
                count("vended although expired");
            }
        }
    }

    /** Runs a message's work, and the other task if it fails. */
    void guarded(Runnable work, Runnable failed) {
        try {
            work.run();
        } catch (RuntimeException e) {
            count("message failed");
            failed.run();
        }
    }

    /** Counts each token that expired although its instance is active and its statement good. */
    void lookAt(Instant now) {
        Duration time = Duration.between(start, now);
        for (int i = 0; i < scenario.instances(); i++) {
            Instant expiry = adobe.expiryOf(i);
            boolean isActive = vendedAt[i].plus(ACTIVE).isAfter(expiry);
            boolean isGood = !scenario.revoked(i) || time.compareTo(scenario.revokedAt()) < 0;
            if (isActive && isGood && !expiry.isAfter(now) && !expiry.equals(expiryCounted[i])) {
                expiryCounted[i] = expiry;
                count(duringOutage(Duration.between(start, expiry)) ? "expired in the outage" : "expired");
            }
        }
    }

    private boolean duringOutage(Duration time) {
        return new Scenario.Period(
                        scenario.outage().start(), scenario.outage().end().plus(AFTERMATH))
                .contains(time);
    }

    private void count(String name) {
        counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }

    long counted(String name) {
        LongAdder found = counts.get(name);
        return found == null ? 0 : found.sum();
    }

    Map<String, LongAdder> counted() {
        return new TreeMap<>(counts);
    }
}
