package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Devices that enrol with keys of their own. */
@Command(name = "devices", description = "Lets devices enrol, and ends their keys.")
final class DevicesCommand {
    private static final String APPLICATION = "The application's id.";
    private static final String INSTANCE = "The instance's id.";
    private static final String TO = "New file for the secret, which is not shown.";

    @Command(
            name = "enrolment-code",
            description =
                    "Issues a code with which one device enrols for this instance, once. It replaces an earlier one.")
    int enrolmentCode(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Parameters(paramLabel = "INSTANCE", description = INSTANCE) String instance,
            @Option(names = "--to", required = true, paramLabel = "FILE", description = TO) Path to) {
        String path = Api.instance(application, instance) + "/enrolment-code";
        secret(connection, output, "POST", path, "code", to);
        return ExitCode.DONE;
    }

    @Command(
            name = "rotate-enrolment-key",
            description = {
                "Gives the application a new enrolment key, which ships in the app.",
                "The previous one works for a week more; devices that have enrolled notice nothing."
            })
    int rotateEnrolmentKey(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Option(names = "--to", required = true, paramLabel = "FILE", description = TO) Path to) {
        secret(connection, output, "PUT", Api.application(application) + "/enrolment-key", "enrolment_key", to);
        return ExitCode.DONE;
    }

    @Command(name = "keys", description = "Lists the keys of an instance's device, the latest first.")
    int keys(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Parameters(paramLabel = "INSTANCE", description = INSTANCE) String instance) {
        JsonNode shown = connection.api().get(Api.instance(application, instance));
        List<JsonNode> keys = shown.path("device_keys").valueStream().toList();
        output.list(keys, "key_id", "enrolled_at");
        return ExitCode.DONE;
    }

    @Command(name = "revoke-key", description = "Ends a key of an instance's device. The device has to enrol again.")
    int revokeKey(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Parameters(paramLabel = "INSTANCE", description = INSTANCE) String instance,
            @Parameters(paramLabel = "KEY", description = "The key_id, as keys shows it.") String key) {
        confirmation.require("Ends a key of %s of %s. %s will get no token until the device enrols again."
                .formatted(instance, application, Confirmation.viewers(1)));
        String path = Api.instance(application, instance) + "/device-keys/" + Api.segment(key);
        connection.api().send("DELETE", path, Optional.empty(), Map.of()).require();
        output.say("The key opens nothing any more.");
        return ExitCode.DONE;
    }

    private static void secret(
            Connection connection, Output output, String method, String path, String member, Path to) {
        Api api = connection.api();
        SecretFile.create(to);
        ObjectNode answer =
                (ObjectNode) api.send(method, path, Optional.empty(), Map.of()).require();
        SecretFile.write(to, answer.remove(member).asText());
        output.object(answer.put("written_to", to.toString()));
    }
}
