package io.claviger.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.cli.StatusLine.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/** The keyset that seals the tables. */
@Command(name = "keyset", description = "Rotates the keyset that seals the tables, or shows when it was rotated.")
final class KeysetCommand {

    private static final String AREA = "keyset";

    /** Secrets Manager rotates within the day of the next rotation's date. */
    private static final Duration OVERDUE = Duration.ofDays(2);

    private final InstantSource clock = InstantSource.system();

    @Command(
            name = "status",
            description = "Shows when the keyset was rotated; status 1 if a rotation has not ended or is overdue.")
    int status(@Mixin Connection connection, @Mixin Output output) {
        try (SecretsManagerClient secrets = connection.aws().secretsManager()) {
            DescribeSecretResponse secret = describe(secrets, connection.stage());
            ObjectNode shown = JsonNodeFactory.instance
                    .objectNode()
                    .put("secret", secret.name())
                    .put("rotation_enabled", Boolean.TRUE.equals(secret.rotationEnabled()))
                    .put("rotation_pending", pending(secret))
                    .put("versions", secret.versionIdsToStages().size());
            Optional.ofNullable(secret.lastRotatedDate()).ifPresent(at -> shown.put("last_rotated_at", at.toString()));
            Optional.ofNullable(secret.nextRotationDate())
                    .ifPresent(at -> shown.put("next_rotation_at", at.toString()));
            Optional.ofNullable(secret.deletedDate()).ifPresent(at -> shown.put("deleted_at", at.toString()));
            output.object(shown);
            return line(secret, clock.instant()).state() == State.OK ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** The keyset's line in {@code claviger status}. */
    static StatusLine status(SecretsManagerClient secrets, String stage, Instant now) {
        return line(describe(secrets, stage), now);
    }

    private static StatusLine line(DescribeSecretResponse secret, Instant now) {
        if (secret.deletedDate() != null) {
            return StatusLine.wrong(AREA, "its secret is deleted", "docs/runbook.md#the-keyset-is-lost");
        }
        String rotated = Optional.ofNullable(secret.lastRotatedDate())
                .map(at -> "rotated " + Age.since(at, now))
                .orElse("never rotated");
        if (pending(secret)) {
            return StatusLine.wrong(AREA, rotated + "; a rotation has not ended", "claviger keyset rotate");
        }
        boolean overdue = Optional.ofNullable(secret.nextRotationDate())
                .filter(now.minus(OVERDUE)::isAfter)
                .isPresent();
        return overdue
                ? StatusLine.wrong(AREA, rotated + "; the next rotation is overdue", "claviger keyset rotate")
                : StatusLine.ok(AREA, rotated);
    }

    private static DescribeSecretResponse describe(SecretsManagerClient secrets, String stage) {
        return secrets.describeSecret(request -> request.secretId(name(stage)));
    }

    private static boolean pending(DescribeSecretResponse secret) {
        return secret.versionIdsToStages().values().stream()
                .anyMatch(labels -> labels.contains("AWSPENDING") && !labels.contains("AWSCURRENT"));
    }

    @Command(
            name = "rotate",
            description = {"Rotates the keyset now.", "What the older keys sealed still opens: no viewer is signed out."
            })
    int rotate(@Mixin Connection connection, @Mixin Output output, @Mixin Confirmation confirmation) {
        confirmation.require("Rotates the keyset of %s. 0 viewers are signed out.".formatted(connection.stage()));
        try (SecretsManagerClient secrets = connection.aws().secretsManager()) {
            secrets.rotateSecret(request -> request.secretId(name(connection.stage())));
        }
        output.say("Secrets Manager rotates the keyset; claviger keyset status tells when it is done.");
        return ExitCode.DONE;
    }

    private static String name(String stage) {
        return "claviger/%s/keyset".formatted(stage);
    }
}
