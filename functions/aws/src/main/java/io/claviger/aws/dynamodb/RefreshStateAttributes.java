package io.claviger.aws.dynamodb;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.PastFailure;
import io.claviger.core.instance.RefreshState;

/** The refresh state in an instance's item. The index {@code due} holds items with a shard and {@code refreshAt}. */
final class RefreshStateAttributes {
    static final String SHARD = "shard";
    static final String REFRESH_AT = "refreshAt";

    private static final String FAILURE_KIND = "lastFailure";
    private static final String FAILURE_CODE = "lastFailureCode";
    private static final String FAILURE_EARLY = "lastFailureEarly";
    private static final String LEASE_OWNER = "refreshLeaseOwner";
    private static final String LEASE_UNTIL = "refreshLeaseUntil";

    private final Shards shards;

    RefreshStateAttributes(Shards shards) {
        this.shards = shards;
    }

    void write(ItemWriter item, InstanceKey key, RefreshState refreshState) {
        item.number("failures", refreshState.failures())
                .text(
                        FAILURE_KIND,
                        refreshState.lastFailure().map(last -> last.kind().name()))
                .text(FAILURE_CODE, refreshState.lastFailure().map(PastFailure::code))
                .time("coolDownUntil", refreshState.coolDownUntil())
                .time("lastVendedAt", refreshState.lastVendedAt())
                .time("tokenRejectedAt", refreshState.tokenRejectedAt())
                .text(LEASE_OWNER, refreshState.lease().map(Lease::owner))
                .time(LEASE_UNTIL, refreshState.lease().map(Lease::until));
        refreshState.lastFailure().filter(PastFailure::early).ifPresent(_ -> item.flag(FAILURE_EARLY, true));
        refreshState.dueAt().ifPresent(due -> item.time(REFRESH_AT, due).number(SHARD, shards.of(key)));
    }

    RefreshState read(ItemReader item) {
        return new RefreshState(
                item.optionalText(LEASE_OWNER).map(owner -> new Lease(owner, item.time(LEASE_UNTIL))),
                Math.toIntExact(item.number("failures")),
                item.optionalText(FAILURE_KIND)
                        .map(kind -> new PastFailure(
                                Failure.Kind.valueOf(kind), item.text(FAILURE_CODE), item.optionalFlag(FAILURE_EARLY))),
                item.optionalTime("coolDownUntil"),
                item.optionalTime("lastVendedAt"),
                item.optionalTime("tokenRejectedAt"),
                item.optionalTime(REFRESH_AT));
    }
}
