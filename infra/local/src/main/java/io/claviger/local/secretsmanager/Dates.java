package io.claviger.local.secretsmanager;

import java.math.BigDecimal;
import java.time.Instant;

/** Time as AWS's JSON protocol writes it: seconds since the epoch, with milliseconds behind the point. */
final class Dates {
    private Dates() {}

    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
