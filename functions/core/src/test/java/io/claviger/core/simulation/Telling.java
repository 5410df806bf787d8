package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration;
import io.claviger.core.registration.RegisterApplication.StoreResult;
import io.claviger.core.registration.RegisterResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells what passes between processes and ports in a few words, for whoever reads a trace. */
final class Telling {
    private static final int LONGEST = 300;
    private static final Pattern FINGERPRINT = Pattern.compile("([0-9a-f]{7})[0-9a-f]{57}");

    private Telling() {}

    /** @param since how long the run has lasted */
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
        String told = switch (value) {
            case Optional<?> perhaps -> perhaps.map(Telling::of).orElse("nothing");
            case InstanceSnapshot(var application, var instance) -> of(instance) + " of " + of(application);
            case RegisterResult.Registered(Instance instance) -> "registered " + of(instance);
            case RegisterResult.AlreadyThere(Instance instance) -> "already there " + of(instance);
            case StoreResult.Created(Application application) -> "created " + of(application);
            case StoreResult.Updated(Application application) -> "updated " + of(application);
            case Application application -> application(application);
            case Instance instance -> instance(instance);
            default -> value.toString();
        };
        return told.length() <= LONGEST ? told : told.substring(0, LONGEST) + "...";
    }

    /** A line with its fingerprints cut as git cuts its own. */
    static String shortened(String line) {
        return FINGERPRINT.matcher(line).replaceAll("$1");
    }

    private static String application(Application application) {
        return application.statements().stream()
                .map(statement -> statement.fingerprint() + " " + statement.status())
                .collect(Collectors.joining(", ", application.id() + " v" + application.version() + " [", "]"));
    }

    private static String instance(Instance instance) {
        StringBuilder told = new StringBuilder(instance.key() + " v" + instance.version() + " ");
        told.append(instance.registration().status());
        instance.registration()
                .knownClient()
                .ifPresent(client -> told.append(' ').append(client.id()));
        if (instance.registration() instanceof Registration.Attempt attempt) {
            told.append(' ').append(attempt.attemptId()).append(until("leased", attempt.leaseUntil()));
            attempt.salvaged()
                    .ifPresent(client ->
                            told.append(", salvaged ").append(client.client().id()));
            attempt.replaces().ifPresent(client -> told.append(", replaces ").append(client.id()));
        }
        instance.refreshState().lease().map(Lease::until).ifPresent(end -> told.append(until("leased", end)));
        instance.refreshState().coolDownUntil().ifPresent(end -> told.append(until("cools down", end)));
        instance.token().map(InstanceToken::expiresAt).ifPresent(end -> told.append(until("token", end)));
        return told.toString();
    }

    private static String until(String what, Instant end) {
        return ", " + what + " until " + time(Duration.between(Scheduler.START, end));
    }
}
