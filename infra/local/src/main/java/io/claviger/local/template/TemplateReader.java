package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the SAM template and looks up every reference, as CloudFormation does before it creates a resource. cfn-lint
 * checks the names and types of properties; this class reads only the properties that the local system plays.
 */
public final class TemplateReader implements Scope {
    /** Resource types, by their beginnings, that operate or protect a deployment and change nothing in its answers. */
    private static final List<String> OPERATIONAL_TYPES = List.of(
            "AWS::ApiGatewayV2::DomainName",
            "AWS::ApiGatewayV2::Stage",
            "AWS::AppConfig::",
            "AWS::CloudFormation::Stack",
            "AWS::IAM::",
            "AWS::KMS::",
            "AWS::Lambda::Permission",
            "AWS::Logs::");

    private static final String ALIAS = ".Alias";

    private final JsonNode template;
    private final AwsEnvironment awsEnvironment;
    private final PhysicalNames names;
    private final Intrinsics intrinsics = new Intrinsics(this);
    private final Map<String, String> parameters;
    private final Map<String, JsonNode> properties = new LinkedHashMap<>();

    private TemplateReader(
            JsonNode template, Map<String, String> given, AwsEnvironment awsEnvironment, ExistingArns existing) {
        this.template = template;
        this.awsEnvironment = awsEnvironment;
        this.names = new PhysicalNames(awsEnvironment, existing);
        this.parameters = Parameters.values(template.path("Parameters"), given);
        Globals globals = new Globals(template.path("Globals"));
        for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
            String id = resource.getKey();
            JsonNode condition = resource.getValue().path("Condition");
            if (condition.isMissingNode() || condition(condition.asText(), id + ".Condition")) {
                properties.put(id, globals.applied(type(id), resource.getValue().path("Properties")));
            }
        }
    }

    /**
     * Reads a template.
     *
     * @param given parameter values that replace the template's defaults
     * @throws TemplateException with the place, for anything that is not understood
     */
    public static Stack read(
            Path template, Map<String, String> given, AwsEnvironment awsEnvironment, ExistingArns existing) {
        try {
            return new TemplateReader(TemplateYaml.parse(Files.readString(template)), given, awsEnvironment, existing)
                    .stack(template.toAbsolutePath().resolveSibling(""));
        } catch (NoSuchFileException missing) {
            throw new TemplateException(template.toString(), "there is no such file");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Stack stack(Path folder) {
        List<FunctionResource> functions = new ArrayList<>();
        List<Section> routes = new ArrayList<>();
        Map<String, CorsConfiguration> cors = new HashMap<>();
        Map<String, String> integrations = new HashMap<>();
        Map<String, JwtAuthorizer> authorizers = new HashMap<>();
        List<TableResource> tables = new ArrayList<>();
        List<QueueResource> queues = new ArrayList<>();
        List<SecretResource> secrets = new ArrayList<>();
        List<RotationResource> rotations = new ArrayList<>();
        List<String> buses = new ArrayList<>();
        for (String id : properties.keySet()) {
            String type = type(id);
            Section section = section(id);
            switch (type) {
                case "AWS::Serverless::Function" ->
                    functions.add(FunctionResource.read(id, name(id), attribute(id, "Arn", id), folder, section));
                case "AWS::ApiGatewayV2::Api" ->
                    CorsConfiguration.read(section).ifPresent(read -> cors.put(name(id), read));
                case "AWS::ApiGatewayV2::Route" -> routes.add(section);
                case "AWS::ApiGatewayV2::Integration" -> integrations.put(name(id), section.required("IntegrationUri"));
                case "AWS::ApiGatewayV2::Authorizer" -> authorizers.put(name(id), JwtAuthorizer.read(section));
                case "AWS::DynamoDB::Table" -> tables.add(TableResource.read(id, name(id), section));
                case "AWS::SQS::Queue" -> queues.add(QueueResource.read(id, name(id), section));
                case "AWS::SecretsManager::Secret" -> secrets.add(SecretResource.read(name(id), section));
                case "AWS::SecretsManager::RotationSchedule" -> rotations.add(RotationResource.read(section));
                case "AWS::Events::EventBus" -> buses.add(name(id));
                default -> {
                    if (OPERATIONAL_TYPES.stream().noneMatch(type::startsWith)) {
                        throw new TemplateException(id + ".Type", "the resource type " + type + " is not understood");
                    }
                }
            }
        }
        return new Stack(
                awsEnvironment,
                shownParameters(),
                functions,
                routes.stream()
                        .map(route -> RouteResource.read(route, integrations, authorizers))
                        .toList(),
                cors,
                tables,
                queues,
                secrets,
                rotations,
                buses);
    }

    private Map<String, String> shownParameters() {
        Map<String, String> shown = new HashMap<>(parameters);
        shown.keySet()
                .removeIf(name ->
                        template.at("/Parameters/%s/NoEcho".formatted(name)).asBoolean());
        return shown;
    }

    private Section section(String logicalId) {
        return new Section(
                properties.getOrDefault(logicalId, MissingNode.getInstance()), logicalId + ".Properties", intrinsics);
    }

    private String type(String logicalId) {
        return template.path("Resources").path(logicalId).path("Type").asText();
    }

    private String name(String logicalId) {
        return PhysicalNames.nameProperty(type(logicalId))
                .flatMap(section(logicalId)::text)
                .or(() -> alias(logicalId))
                .orElseGet(() -> names.generated(logicalId));
    }

    /** The alias of a key, which has no name of its own. */
    private Optional<String> alias(String logicalId) {
        return properties.entrySet().stream()
                .filter(resource -> type(resource.getKey()).equals("AWS::KMS::Alias"))
                .filter(resource ->
                        resource.getValue().at("/TargetKeyId/Ref").asText().equals(logicalId))
                .findFirst()
                .flatMap(resource -> section(resource.getKey()).text("AliasName"));
    }

    @Override
    public Optional<String> reference(String name) {
        return awsEnvironment
                .pseudoParameter(name)
                .or(() -> Optional.ofNullable(parameters.get(name)))
                .or(() -> resource(name));
    }

    private Optional<String> resource(String name) {
        if (name.endsWith(ALIAS)) {
            // A function has one version here, so that its alias is the function itself.
            String function = name.substring(0, name.length() - ALIAS.length());
            return Optional.of(attribute(function, "Arn", name));
        }
        return properties.containsKey(name) ? Optional.of(names.reference(type(name), name(name))) : Optional.empty();
    }

    @Override
    public String attribute(String logicalId, String attribute, String where) {
        return names.attribute(type(logicalId), name(logicalId), attribute)
                .orElseThrow(() ->
                        new TemplateException(where, "GetAtt " + logicalId + "." + attribute + " is not understood"));
    }

    @Override
    public boolean condition(String name, String where) {
        JsonNode declared = template.path("Conditions").path(name);
        if (declared.isMissingNode()) {
            throw new TemplateException(where, "the condition " + name + " is not declared");
        }
        return intrinsics.resolve(declared, "Conditions." + name).asBoolean();
    }
}
