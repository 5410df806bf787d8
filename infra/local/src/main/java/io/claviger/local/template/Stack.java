package io.claviger.local.template;

import java.util.List;
import java.util.Map;

/**
 * The resources of a template that the local system plays, with every reference looked up.
 *
 * @param parameters the parameters' values by their names, without those that CloudFormation does not show (NoEcho)
 * @param cors which pages may call an API, by what {@code Ref} returns for it; an API without an entry allows none
 * @param eventBuses the names of the event buses, without the default one
 */
public record Stack(
        AwsEnvironment awsEnvironment,
        Map<String, String> parameters,
        List<FunctionResource> functions,
        List<RouteResource> routes,
        Map<String, CorsConfiguration> cors,
        List<TableResource> tables,
        List<QueueResource> queues,
        List<SecretResource> secrets,
        List<RotationResource> rotations,
        List<String> eventBuses) {

    public Stack {
        parameters = Map.copyOf(parameters);
        functions = List.copyOf(functions);
        routes = List.copyOf(routes);
        cors = Map.copyOf(cors);
        tables = List.copyOf(tables);
        queues = List.copyOf(queues);
        secrets = List.copyOf(secrets);
        rotations = List.copyOf(rotations);
        eventBuses = List.copyOf(eventBuses);
    }
}
