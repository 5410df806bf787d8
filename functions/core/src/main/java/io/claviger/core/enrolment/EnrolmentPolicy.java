package io.claviger.core.enrolment;

import java.time.Duration;

/**
 * How devices enrol.
 *
 * @param codeLifetime how long a code works
 * @param keyOverlap how long an application's enrolment key works after it was rotated
 * @param perHour how many instances an application's enrolment key makes in an hour
 */
public record EnrolmentPolicy(Duration codeLifetime, Duration keyOverlap, int perHour) {
    public static final EnrolmentPolicy DEFAULT = new EnrolmentPolicy(Duration.ofMinutes(15), Duration.ofDays(7), 1000);
}
