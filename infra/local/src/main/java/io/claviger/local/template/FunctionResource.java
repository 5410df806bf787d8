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
 * @param code the zip file or the folder that is deployed
 * @param memoryMegabytes Lambda's memory size
 * @param snapStart whether Lambda takes a snapshot of an initialized process, and restores it for each new process
 * @param logFormat {@code Text} or {@code JSON}
 * @param logLevel the least severe level that is written
 * @param traced whether X-Ray keeps its traces
 * @param retries what happens to an asynchronous invocation that fails
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
        boolean snapStart,
        String logFormat,
        Optional<String> logLevel,
        boolean traced,
        Retries retries,
        List<EventSource> events) {

    /**
     * The property {@code EventInvokeConfig}.
     *
     * @param maxAttempts how often a failed event is tried again
     * @param maxAge the age after which it is not
     */
    public record Retries(int maxAttempts, Duration maxAge) {
        private static Retries read(Section config) {
            if (config.has("DestinationConfig")) {
                throw new TemplateException(config.where() + ".DestinationConfig", "is not understood");
            }
            return new Retries(
                    config.integer("MaximumRetryAttempts", 2),
                    Duration.ofSeconds(config.integer("MaximumEventAgeInSeconds", 21_600)));
        }
    }

    public FunctionResource {
        environment = Map.copyOf(environment);
        events = List.copyOf(events);
    }

    /** @param folder a relative {@code CodeUri} is relative to it */
    static FunctionResource read(String logicalId, String name, String arn, Path folder, Section properties) {
        Section logging = properties.at("LoggingConfig");
        return new FunctionResource(
                logicalId,
                name,
                arn,
                properties.required("Handler"),
                folder.resolve(properties.required("CodeUri")).normalize(),
                properties.at("Environment").textMap("Variables"),
                Duration.ofSeconds(properties.integer("Timeout", 3)),
                properties.integer("MemorySize", 128),
                properties.at("SnapStart").text("ApplyOn").orElse("None").equals("PublishedVersions"),
                logging.text("LogFormat").orElse("Text"),
                logging.text("ApplicationLogLevel"),
                properties.text("Tracing").orElse("PassThrough").equals("Active"),
                Retries.read(properties.at("EventInvokeConfig")),
                properties.at("Events").children().stream()
                        .map(EventSource::read)
                        .toList());
    }
}
