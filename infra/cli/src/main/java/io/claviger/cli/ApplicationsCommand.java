package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.cli.InstancesCommand.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applications and their software statements. */
@Command(name = "applications", description = "Shows, stores and checks applications and their software statements.")
final class ApplicationsCommand {
    private static final String APPLICATION = "The application's id.";

    /** A hundred pages. */
    private static final int MAX_COUNTED = 10_000;

    enum OnRejected {
        hold,
        reregister
    }

    @Command(name = "list", description = "Lists the applications and the status of their current statements.")
    int list(@Mixin Connection connection, @Mixin Output output) {
        output.list(
                connection.api().list("/v1/applications", "applications", Optional.empty()),
                "application_id",
                "status",
                "display_name",
                "last_checked_at",
                "evidence/where",
                "evidence/code");
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "Shows an application with every statement's claims.")
    int show(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application) {
        output.object(connection.api().get(Api.application(application)));
        return ExitCode.DONE;
    }

    @Command(
            name = "put",
            description = {
                "Stores an application with its software statement, which Adobe has to accept first.",
                "A new statement for an application serves new registrations only. With the policy reregister, an "
                        + "instance whose client Adobe refuses gets a new one at its next registration: its viewer has to "
                        + "sign in again."
            })
    int put(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Option(
                            names = "--statement",
                            required = true,
                            paramLabel = "FILE",
                            description = "File with the software statement.")
                    Path statement,
            @Option(
                            names = "--display-name",
                            paramLabel = "NAME",
                            description = "By default the one it has, or its id.")
                    Optional<String> displayName,
            @Option(names = "--redirect-uri", paramLabel = "URI", description = "By default the one it has.")
                    Optional<String> redirectUri,
            @Option(
                            names = "--service-provider",
                            paramLabel = "ID",
                            description = "By default the one it has, or the deployment's.")
                    Optional<String> serviceProvider,
            @Option(
                            names = "--on-rejected-credentials",
                            paramLabel = "POLICY",
                            description = "${COMPLETION-CANDIDATES}; by default the one it has.")
                    Optional<OnRejected> onRejected) {
        Api api = connection.api();
        Reply current = api.send("GET", Api.application(application), Optional.empty(), Map.of());
        JsonNode known = current.status() == 404 ? JsonNodeFactory.instance.objectNode() : current.require();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "display_name",
                        displayName.orElse(known.path("display_name").asText(application)))
                .put("software_statement", read(statement));
        member(body, "redirect_uri", redirectUri, known);
        member(body, "service_provider", serviceProvider, known);
        member(body, "on_rejected_credentials", onRejected.map(OnRejected::name), known);
        confirm(confirmation, api, application, known, body);
        output.object(api.send("PUT", Api.application(application), Optional.of(body), Map.of())
                .require());
        return ExitCode.DONE;
    }

    /** Asks if instances will register anew that would not have before. */
    private static void confirm(Confirmation confirmation, Api api, String application, JsonNode known, JsonNode body) {
        boolean reregisters = reregisters(body);
        boolean revoked = known.path("status").asText().equals("REVOKED");
        if (known.isEmpty() || !reregisters || (reregisters(known) && !revoked)) {
            return;
        }
        Stream<Optional<Status>> affected = revoked
                ? Stream.of(Optional.empty())
                : Stream.of(Optional.of(Status.SUSPECT), Optional.of(Status.QUARANTINED));
        int viewers = affected.mapToInt(status -> InstancesCommand.instances(api, application, status, MAX_COUNTED)
                        .size())
                .sum();
        confirmation.require(
                "Instances of %s whose client Adobe refuses will register anew. %s%s will have to sign in again."
                        .formatted(
                                application,
                                viewers < MAX_COUNTED ? "Up to " : "More than ",
                                Confirmation.viewers(viewers)));
    }

    private static boolean reregisters(JsonNode application) {
        return application.path("on_rejected_credentials").asText().equals(OnRejected.reregister.name());
    }

    @Command(
            name = "check",
            description = "Checks now whether an application's statements are revoked; status 1 if the current one is.")
    int check(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application) {
        JsonNode checked = connection
                .api()
                .send("POST", Api.application(application) + "/revocation-check", Optional.empty(), Map.of())
                .require();
        output.object(checked);
        return checked.path("status").asText().equals("ACTIVE") ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void member(ObjectNode body, String name, Optional<String> given, JsonNode known) {
        given.or(() -> Optional.ofNullable(known.get(name)).map(JsonNode::asText))
                .ifPresent(value -> body.put(name, value));
    }

    private static String read(Path statement) {
        try {
            return Files.readString(statement).strip();
        } catch (IOException _) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--statement: there is no file %s that can be read".formatted(statement.toAbsolutePath()));
        }
    }
}
