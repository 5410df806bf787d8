package io.claviger.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code AWS::Serverless::Function}.
 *
 * @param name the function's physical name
 * @param code the zip file or the folder that ships
 * @param memoryMegabytes what Lambda would give it
 * @param logFormat {@code Text} or {@code JSON}
 * @param logLevel the least severe line it should write
 * @param traced whether X-Ray keeps its traces
 */
public record FunctionResource(
        String logicalId,
        String name,
        String arn,
        String handler,
        Path code,
        Map<String, String> environment,
        Duration timeout,
        int memoryMegabytes,
        String logFormat,
        Optional<String> logLevel,
        boolean traced,
        List<EventSource> events) {

    public FunctionResource {
        environment = Map.copyOf(environment);
        events = List.copyOf(events);
    }
}
