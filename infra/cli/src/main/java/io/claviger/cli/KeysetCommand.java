package io.claviger.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/** The keyset that seals the tables. */
@Command(name = "keyset", description = "Rotates the keyset that seals the tables, or shows when it was rotated.")
final class KeysetCommand {

    @Command(name = "status", description = "Shows when the keyset was rotated; status 1 if a rotation has not ended.")
    int status(@Mixin Connection connection, @Mixin Output output) {
        try (SecretsManagerClient secrets = connection.aws().secretsManager()) {
            DescribeSecretResponse secret = secrets.describeSecret(request -> request.secretId(name(connection)));
            boolean pending = secret.versionIdsToStages().values().stream()
                    .anyMatch(labels -> labels.contains("AWSPENDING") && !labels.contains("AWSCURRENT"));
            ObjectNode shown = JsonNodeFactory.instance
                    .objectNode()
                    .put("secret", secret.name())
                    .put("rotation_enabled", Boolean.TRUE.equals(secret.rotationEnabled()))
                    .put("rotation_pending", pending)
                    .put("versions", secret.versionIdsToStages().size());
            Optional.ofNullable(secret.lastRotatedDate()).ifPresent(at -> shown.put("last_rotated_at", at.toString()));
            Optional.ofNullable(secret.nextRotationDate())
                    .ifPresent(at -> shown.put("next_rotation_at", at.toString()));
            Optional.ofNullable(secret.deletedDate()).ifPresent(at -> shown.put("deleted_at", at.toString()));
            output.object(shown);
            return pending || secret.deletedDate() != null ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    @Command(
            name = "rotate",
            description = {"Rotates the keyset now.", "What the older keys sealed still opens: no viewer is signed out."
            })
    int rotate(@Mixin Connection connection, @Mixin Output output, @Mixin Confirmation confirmation) {
        confirmation.require("Rotates the keyset of %s. 0 viewers are signed out.".formatted(connection.stage()));
        try (SecretsManagerClient secrets = connection.aws().secretsManager()) {
            secrets.rotateSecret(request -> request.secretId(name(connection)));
        }
        output.say("Secrets Manager rotates the keyset; claviger keyset status tells when it is done.");
        return ExitCode.DONE;
    }

    private static String name(Connection connection) {
        return "claviger/%s/keyset".formatted(connection.stage());
    }
}
