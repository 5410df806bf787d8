package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a SAM template and looks everything up in it, as CloudFormation does before it creates anything. */
public final class TemplateReader implements Scope {
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Transform",
            "Description",
            "Metadata",
            "Parameters",
            "Mappings",
            "Conditions",
            "Rules",
            "Globals",
            "Resources",
            "Outputs");

    private final JsonNode template;
    private final AwsEnvironment awsEnvironment;
    private final PhysicalNames names;
    private final Intrinsics intrinsics = new Intrinsics(this);
    private final Map<String, JsonNode> parameters;
    private final Map<String, JsonNode> properties = new LinkedHashMap<>();
    private final Map<String, Boolean> conditions = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    private TemplateReader(JsonNode template, Map<String, String> given, AwsEnvironment awsEnvironment) {
        this.template = template;
        this.awsEnvironment = awsEnvironment;
        this.names = new PhysicalNames(awsEnvironment);
        new Section(template, "template").knowing(SECTIONS, Set.of());
        this.parameters = Parameters.values(template.path("Parameters"), given);
        Globals globals = new Globals(template.path("Globals"));
        for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
            JsonNode condition = resource.getValue().path("Condition");
            if (condition.isMissingNode() || condition(condition.asText(), resource.getKey() + ".Condition")) {
                properties.put(
                        resource.getKey(),
                        globals.applied(
                                type(resource.getKey()), resource.getValue().path("Properties")));
            }
        }
    }

    /**
     * Reads a template.
     *
     * @param given parameter values that stand in for the template's defaults
     * @throws TemplateException naming the place, for anything that is not understood
     */
    public static Stack read(Path template, Map<String, String> given, AwsEnvironment awsEnvironment) {
        String text;
        try {
            text = Files.readString(template);
        } catch (NoSuchFileException missing) {
            throw new TemplateException(template.toString(), "there is no such file");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Path folder = template.toAbsolutePath().resolveSibling("");
        return new TemplateReader(TemplateYaml.parse(text), given, awsEnvironment).stack(new Functions(folder));
    }

    private Stack stack(Functions reader) {
        List<FunctionResource> functions = new ArrayList<>();
        List<HttpApiResource> apis = new ArrayList<>();
        List<TableResource> tables = new ArrayList<>();
        List<QueueResource> queues = new ArrayList<>();
        List<SecretResource> secrets = new ArrayList<>();
        List<RotationResource> rotations = new ArrayList<>();
        List<String> buses = new ArrayList<>();
        for (String id : properties.keySet()) {
            String type = type(id);
            switch (type) {
                case "AWS::Serverless::Function" ->
                    functions.add(reader.read(id, name(id), attributeOf(id, "Arn"), section(id, Functions.IGNORED)));
                case "AWS::Serverless::HttpApi" ->
                    apis.add(HttpApiResource.read(id, names.ref(type, id, id), section(id, HttpApiResource.IGNORED)));
                case "AWS::DynamoDB::Table" ->
                    tables.add(TableResource.read(id, name(id), section(id, TableResource.IGNORED)));
                case "AWS::SQS::Queue" ->
                    queues.add(QueueResource.read(id, name(id), section(id, QueueResource.IGNORED)));
                case "AWS::SecretsManager::Secret" ->
                    secrets.add(SecretResource.read(id, name(id), section(id, SecretResource.IGNORED)));
                case "AWS::SecretsManager::RotationSchedule" ->
                    rotations.add(RotationResource.read(id, section(id, RotationResource.IGNORED)));
                case "AWS::Events::EventBus" -> buses.add(name(id));
                default -> OperationalTypes.require(id, type);
            }
        }
        return new Stack(awsEnvironment, functions, apis, tables, queues, secrets, rotations, buses);
    }

    /** The resource's properties, computed, but for those that make no difference here and may refer to anything. */
    private Section section(String logicalId, Set<String> ignored) {
        String where = logicalId + ".Properties";
        JsonNode own = properties.getOrDefault(logicalId, MissingNode.getInstance());
        JsonNode relevant = own instanceof ObjectNode all ? all.deepCopy().without(ignored) : own;
        return new Section(intrinsics.resolve(relevant, where), where);
    }

    private String type(String logicalId) {
        JsonNode type = template.path("Resources").path(logicalId).path("Type");
        if (!type.isTextual()) {
            throw new TemplateException(logicalId + ".Type", "is missing");
        }
        return type.textValue();
    }

    private String name(String logicalId) {
        JsonNode own = properties.getOrDefault(logicalId, MissingNode.getInstance());
        Optional<String> property = PhysicalNames.nameProperty(type(logicalId)).filter(own::has);
        if (property.isEmpty()) {
            return names.generated(logicalId);
        }
        if (!underWay.add(logicalId)) {
            throw new TemplateException(logicalId, "its name refers to itself");
        }
        JsonNode name = intrinsics.resolve(own.get(property.get()), logicalId + ".Properties." + property.get());
        underWay.remove(logicalId);
        return name.isMissingNode() ? names.generated(logicalId) : name.asText();
    }

    private String attributeOf(String logicalId, String attribute) {
        return names.attribute(type(logicalId), logicalId, name(logicalId), attribute, logicalId);
    }

    @Override
    public Optional<JsonNode> parameter(String name) {
        return awsEnvironment
                .pseudoParameter(name)
                .<JsonNode>map(TextNode::valueOf)
                .or(() -> Optional.ofNullable(parameters.get(name)));
    }

    @Override
    public Optional<String> resource(String logicalId, String where) {
        return properties.containsKey(logicalId)
                ? Optional.of(names.ref(type(logicalId), logicalId, name(logicalId)))
                : Optional.empty();
    }

    @Override
    public Optional<String> attribute(String logicalId, String attribute, String where) {
        return properties.containsKey(logicalId)
                ? Optional.of(names.attribute(type(logicalId), logicalId, name(logicalId), attribute, where))
                : Optional.empty();
    }

    @Override
    public Optional<JsonNode> mapping(String map, String topLevel, String secondLevel) {
        JsonNode value = template.path("Mappings").path(map).path(topLevel).path(secondLevel);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    @Override
    public boolean condition(String name, String where) {
        JsonNode declared = template.path("Conditions").path(name);
        if (declared.isMissingNode()) {
            throw new TemplateException(where, "the condition " + name + " is not declared");
        }
        Boolean known = conditions.get(name);
        if (known != null) {
            return known;
        }
        if (!underWay.add("Conditions." + name)) {
            throw new TemplateException("Conditions." + name, "refers to itself");
        }
        boolean held = intrinsics.condition(declared, "Conditions." + name);
        underWay.remove("Conditions." + name);
        conditions.put(name, held);
        return held;
    }
}
