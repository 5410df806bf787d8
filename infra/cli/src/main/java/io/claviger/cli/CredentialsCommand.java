package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Credentials that apps bring. */
@Command(
        name = "credentials",
        description = "Imports credentials that apps already hold.",
        subcommands = ImportCommand.class)
final class CredentialsCommand {

    @Command(
            name = "export-status",
            description = "Lists every instance with its client and whether that has had a token; no secret.")
    int exportStatus(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = "The application's id.") String application,
            @Option(names = "--unproved", description = "Only clients that have not had a token yet.")
                    boolean unproved) {
        List<JsonNode> rows = InstancesCommand.instances(connection.api(), application, Optional.empty()).stream()
                .filter(row -> !unproved || row.has("proved"))
                .toList();
        output.list(rows, "instance_id", "status", "client_id", "proved", "last_vended_at");
        return ExitCode.DONE;
    }
}
