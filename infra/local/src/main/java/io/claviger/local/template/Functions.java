package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code AWS::Serverless::Function}. */
final class Functions {
    private static final Set<String> UNDERSTOOD = Set.of(
            "FunctionName",
            "Handler",
            "CodeUri",
            "Runtime",
            "Environment",
            "Timeout",
            "MemorySize",
            "Events",
            "LoggingConfig",
            "Tracing");
    /** They matter to a deployment, not to what the function does. */
    static final Set<String> IGNORED = Set.of(
            "Architectures",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "AutoPublishCodeSha256",
            "CapacityProviderConfig",
            "CodeSigningConfigArn",
            "DeadLetterQueue",
            "DeploymentPreference",
            "Description",
            "EphemeralStorage",
            "EventInvokeConfig",
            "KmsKeyArn",
            "PackageType",
            "PermissionsBoundary",
            "Policies",
            "PropagateTags",
            "ProvisionedConcurrencyConfig",
            "RecursiveLoop",
            "ReservedConcurrentExecutions",
            "Role",
            "RolePath",
            "RuntimeManagementConfig",
            "SnapStart",
            "SourceKMSKeyArn",
            "Tags",
            "VersionDescription",
            "VersionDeletionPolicy",
            "VpcConfig");

    private static final Set<String> SCHEDULE_IGNORED = Set.of(
            "Name",
            "Description",
            "RoleArn",
            "RetryPolicy",
            "DeadLetterConfig",
            "FlexibleTimeWindow",
            "GroupName",
            "KmsKeyArn",
            "PermissionsBoundary",
            "OmitName");

    private final Path folder;

    /** @param folder what a relative {@code CodeUri} is relative to */
    Functions(Path folder) {
        this.folder = folder;
    }

    FunctionResource read(String logicalId, String name, String arn, Section properties) {
        properties.knowing(UNDERSTOOD, Set.of());
        String runtime = properties.required("Runtime");
        if (!runtime.startsWith("java")) {
            throw new TemplateException(properties.where() + ".Runtime", runtime + " is not a Java runtime");
        }
        List<EventSource> events = properties.at("Events").children().stream()
                .map(Functions::event)
                .toList();
        Section logging = properties
                .at("LoggingConfig")
                .knowing(Set.of("LogFormat", "ApplicationLogLevel"), Set.of("LogGroup", "SystemLogLevel"));
        return new FunctionResource(
                logicalId,
                name,
                arn,
                properties.required("Handler"),
                folder.resolve(properties.required("CodeUri")).normalize(),
                properties.at("Environment").textMap("Variables"),
                Duration.ofSeconds(properties.integer("Timeout", 3)),
                properties.integer("MemorySize", 128),
                logging.text("LogFormat").orElse("Text"),
                logging.text("ApplicationLogLevel"),
                properties.text("Tracing").orElse("PassThrough").equals("Active"),
                events);
    }

    private static EventSource event(Section event) {
        Section properties = event.at("Properties");
        String type = event.required("Type");
        return switch (type) {
            case "HttpApi" -> route(event.name(), properties);
            case "Schedule", "ScheduleV2" -> schedule(event.name(), type, properties);
            case "SQS" -> queue(event.name(), properties);
            default -> throw new TemplateException(event.where() + ".Type", type + " is not understood");
        };
    }

    private static EventSource route(String name, Section properties) {
        properties.knowing(
                Set.of("ApiId", "Method", "Path", "Auth", "PayloadFormatVersion"),
                Set.of("TimeoutInMillis", "RouteSettings"));
        if (!properties.text("PayloadFormatVersion").orElse("2.0").equals("2.0")) {
            throw new TemplateException(properties.where() + ".PayloadFormatVersion", "only 2.0 is understood");
        }
        Section auth = properties.at("Auth").knowing(Set.of("Authorizer"), Set.of("AuthorizationScopes"));
        return new EventSource.HttpRoute(
                name,
                properties.text("ApiId"),
                properties.text("Method").orElse("ANY").toUpperCase(Locale.ROOT),
                properties.text("Path").orElse("$default"),
                auth.text("Authorizer"));
    }

    private static EventSource schedule(String name, String type, Section properties) {
        properties.knowing(
                Set.of("Schedule", "ScheduleExpression", "ScheduleExpressionTimezone", "Input", "State", "Enabled"),
                SCHEDULE_IGNORED);
        String expression = properties.required(type.equals("Schedule") ? "Schedule" : "ScheduleExpression");
        return new EventSource.Schedule(
                name,
                expression,
                zone(properties),
                properties.text("Input").map(text -> input(text, properties)),
                properties.flag("Enabled", true)
                        && !properties.text("State").orElse("ENABLED").equals("DISABLED"));
    }

    private static ZoneId zone(Section properties) {
        String zone = properties.text("ScheduleExpressionTimezone").orElse("UTC");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new TemplateException(properties.where() + ".ScheduleExpressionTimezone", zone + " is no time zone");
        }
    }

    private static JsonNode input(String text, Section properties) {
        return JsonNodes.parse(text)
                .orElseThrow(() -> new TemplateException(properties.where() + ".Input", "is not JSON"));
    }

    private static EventSource queue(String name, Section properties) {
        properties.knowing(
                Set.of(
                        "Queue",
                        "BatchSize",
                        "MaximumBatchingWindowInSeconds",
                        "FunctionResponseTypes",
                        "ScalingConfig",
                        "Enabled"),
                Set.of("KmsKeyArn", "MetricsConfig"));
        String queue = properties.required("Queue");
        if (!queue.startsWith("arn:")) {
            throw new TemplateException(properties.where() + ".Queue", "must be a queue's ARN, not " + queue);
        }
        int batchSize = properties.integer("BatchSize", 10);
        int window = properties.integer("MaximumBatchingWindowInSeconds", 0);
        if (batchSize < 1 || (batchSize > 10 && window == 0)) {
            throw new TemplateException(
                    properties.where() + ".BatchSize", "above 10 it needs MaximumBatchingWindowInSeconds");
        }
        return new EventSource.QueueSource(
                name,
                queue,
                batchSize,
                Duration.ofSeconds(window),
                properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                properties.at("ScalingConfig").integer("MaximumConcurrency", Integer.MAX_VALUE),
                properties.flag("Enabled", true));
    }
}
