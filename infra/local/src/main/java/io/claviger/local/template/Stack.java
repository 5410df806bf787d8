package io.claviger.local.template;

import java.util.List;

/**
 * A template with everything looked up: what a deployment would create, as far as the local system plays it.
 *
 * @param eventBuses the names of the event buses, without the default one
 */
public record Stack(
        AwsEnvironment awsEnvironment,
        List<FunctionResource> functions,
        List<HttpApiResource> apis,
        List<TableResource> tables,
        List<QueueResource> queues,
        List<SecretResource> secrets,
        List<RotationResource> rotations,
        List<String> eventBuses) {

    public Stack {
        functions = List.copyOf(functions);
        apis = List.copyOf(apis);
        tables = List.copyOf(tables);
        queues = List.copyOf(queues);
        secrets = List.copyOf(secrets);
        rotations = List.copyOf(rotations);
        eventBuses = List.copyOf(eventBuses);
    }
}
