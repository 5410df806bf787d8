package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.statement.StoreResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Formats what passes between processes and ports, one line of a trace each. */
final class TraceFormat {
    private static final int MAX_LENGTH = 300;
    private static final Pattern FINGERPRINT = Pattern.compile("([0-9a-f]{7})[0-9a-f]{57}");

    private TraceFormat() {}

    /** @param since the time since the run's start */
    static String time(Duration since) {
        return "%dd %02d:%02d:%02d.%06d"
                .formatted(
                        since.toDays(),
                        since.toHoursPart(),
                        since.toMinutesPart(),
                        since.toSecondsPart(),
                        since.toNanosPart() / 1000);
    }

    static String of(Object value) {
        String text = switch (value) {
            case Optional<?> perhaps -> perhaps.map(TraceFormat::of).orElse("nothing");
            case InstanceSnapshot(var application, var instance) -> of(instance) + " of " + of(application);
            case RegisterResult.Registered(Instance instance) -> "registered " + of(instance);
            case RegisterResult.AlreadyThere(Instance instance) -> "already there " + of(instance);
            case StoreResult.Created(Application application) -> "created " + of(application);
            case StoreResult.Updated(Application application) -> "updated " + of(application);
            case Application application -> application(application);
            case Instance instance -> instance(instance);
            case Iterator<?> _ -> "read while iterated";
            default -> value.toString();
        };
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }

    /** A line with its fingerprints shortened to seven digits. */
    static String shortened(String line) {
        return FINGERPRINT.matcher(line).replaceAll("$1");
    }

    private static String application(Application application) {
        return application.statements().stream()
                .map(statement -> statement.fingerprint() + " " + statement.status())
                .collect(Collectors.joining(", ", application.id() + " v" + application.version() + " [", "]"));
    }

    private static String instance(Instance instance) {
        StringBuilder text = new StringBuilder(instance.key() + " v" + instance.version() + " ");
        text.append(instance.registration().status());
        instance.registration()
                .knownClient()
                .ifPresent(client -> text.append(' ').append(client.id()));
        if (instance.registration() instanceof Registration.Attempt attempt) {
            text.append(' ').append(attempt.attemptId()).append(until("leased", attempt.leaseUntil()));
            attempt.toStore()
                    .ifPresent(client ->
                            text.append(", salvaged ").append(client.client().id()));
            attempt.replaces().ifPresent(client -> text.append(", replaces ").append(client.id()));
        }
        instance.refreshState().lease().map(Lease::until).ifPresent(end -> text.append(until("leased", end)));
        instance.refreshState().coolDownUntil().ifPresent(end -> text.append(until("cools down", end)));
        instance.token().map(InstanceToken::expiresAt).ifPresent(end -> text.append(until("token", end)));
        return text.toString();
    }

    private static String until(String what, Instant end) {
        return ", " + what + " until " + time(Duration.between(Scheduler.START, end));
    }
}
