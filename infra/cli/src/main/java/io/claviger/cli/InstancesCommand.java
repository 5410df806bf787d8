package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Instances of an application. */
@Command(name = "instances", description = "Finds and repairs instances.")
final class InstancesCommand {
    private static final String APPLICATION = "The application's id.";
    private static final String INSTANCE = "The instance's id.";

    enum Status {
        UNREGISTERED,
        REGISTERING,
        ACTIVE,
        SUSPECT,
        QUARANTINED,
        DEREGISTERED
    }

    @Command(name = "list", description = "Lists instances: all, or those with a status.")
    int list(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Option(names = "--status", paramLabel = "STATUS", description = "${COMPLETION-CANDIDATES}.")
                    Optional<Status> status) {
        output.list(
                instances(connection.api(), application, status),
                "instance_id",
                "status",
                "client_id",
                "last_vended_at",
                "refusal/where",
                "refusal/code",
                "refusal/seen_at",
                "recoverable_until");
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "Shows an instance without its secret and its token.")
    int show(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Parameters(paramLabel = "INSTANCE", description = INSTANCE) String instance) {
        output.object(connection.api().get(Api.instance(application, instance)));
        return ExitCode.DONE;
    }

    @Command(
            name = "release",
            description = {
                "Takes instances out of quarantine.",
                "Adobe is asked once more with the refused client. If it works, the viewer stays signed in. If not, a new client "
                        + "takes its place, and the viewer has to sign in again."
            })
    int release(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Parameters(paramLabel = "INSTANCE", arity = "0..*", description = "The instances' ids.")
                    List<String> instances,
            @Option(names = "--all", description = "Every quarantined instance of the application.") boolean all) {
        List<String> given = Optional.ofNullable(instances).orElse(List.of());
        if (all != given.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "name instances, or give --all");
        }
        Api api = connection.api();
        List<String> released = all
                ? instances(api, application, Optional.of(Status.QUARANTINED)).stream()
                        .map(found -> found.path("instance_id").asText())
                        .toList()
                : given;
        if (released.isEmpty()) {
            output.say("No instance of %s is quarantined.".formatted(application));
            return ExitCode.DONE;
        }
        confirmation.require("Releases %d of %s. Up to %s will have to sign in again."
                .formatted(released.size(), application, Confirmation.viewers(released.size())));
        List<JsonNode> results = new ArrayList<>();
        for (String instance : released) {
            results.add(released(
                    instance, api.send("PUT", Api.instance(application, instance), Optional.empty(), Map.of())));
        }
        output.list(results, "instance_id", "result", "client_id");
        return exitCode(results);
    }

    private static JsonNode released(String instance, Reply reply) {
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("instance_id", instance)
                .put(
                        "result",
                        switch (reply.status()) {
                            case 200 -> "same_client";
                            case 201 -> "new_client";
                            default -> reply.code().orElse("http_" + reply.status());
                        });
        return reply.ok() ? row.put("client_id", reply.body().path("client_id").asText()) : row;
    }

    private static int exitCode(List<JsonNode> results) {
        long done = results.stream().filter(row -> row.has("client_id")).count();
        if (done == results.size()) {
            return ExitCode.DONE;
        }
        return done == 0 ? ExitCode.FAILED : ExitCode.PARTLY_DONE;
    }

    @Command(
            name = "deregister",
            description = "Takes an instance out of service. It can be restored until its recovery window ends.")
    int deregister(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Parameters(paramLabel = "INSTANCE", description = INSTANCE) String instance) {
        confirmation.require("Takes %s of %s out of service. %s will get no token."
                .formatted(instance, application, Confirmation.viewers(1)));
        output.object(connection
                .api()
                .send("DELETE", Api.instance(application, instance), Optional.empty(), Map.of())
                .require());
        return ExitCode.DONE;
    }

    @Command(name = "restore", description = "Brings a deregistered instance back with the same credentials.")
    int restore(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", description = APPLICATION) String application,
            @Parameters(paramLabel = "INSTANCE", description = INSTANCE) String instance) {
        output.object(connection
                .api()
                .send("POST", Api.instance(application, instance) + "/restore", Optional.empty(), Map.of())
                .require());
        return ExitCode.DONE;
    }

    static List<JsonNode> instances(Api api, String application, Optional<Status> status) {
        return instances(api, application, status, Integer.MAX_VALUE);
    }

    /** The first ones, about as many as the maximum. */
    static List<JsonNode> instances(Api api, String application, Optional<Status> status, int max) {
        return api.list(Api.application(application) + "/instances", "instances", status.map(Status::name), max);
    }
}
