package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.claviger.local.http.JsonNodes;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as CloudFormation reads it: short tags such as {@code !Sub} become their long form {@code {"Fn::Sub": …}}, and dates stay
 * text.
 */
final class TemplateYaml {
    private static final Set<String> WITHOUT_PREFIX = Set.of("Ref", "Condition");

    private TemplateYaml() {}

    static JsonNode parse(String yaml) {
        Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
        } catch (YAMLException malformed) {
            throw new TemplateException("template", String.valueOf(malformed.getMessage()));
        }
        if (root == null) {
            throw new TemplateException("template", "is empty");
        }
        return convert(root);
    }

    private static JsonNode convert(Node node) {
        String tag = node.getTag().getValue();
        boolean shortForm = tag.startsWith("!") && tag.length() > 1;
        return shortForm ? longForm(tag.substring(1), node) : plain(node, node.getTag());
    }

    private static JsonNode longForm(String function, Node node) {
        JsonNode argument =
                node instanceof ScalarNode scalar ? TextNode.valueOf(scalar.getValue()) : plain(node, node.getTag());
        if (function.equals("GetAtt") && argument.isTextual()) {
            String[] parts = argument.textValue().split("\\.", 2);
            if (parts.length < 2) {
                throw new TemplateException(line(node), "!GetAtt needs Resource.Attribute");
            }
            argument = JsonNodes.array().add(parts[0]).add(parts[1]);
        }
        String name = WITHOUT_PREFIX.contains(function) ? function : "Fn::" + function;
        return JsonNodes.object().set(name, argument);
    }

    private static JsonNode plain(Node node, Tag tag) {
        return switch (node) {
            case MappingNode mapping -> mapping(mapping);
            case SequenceNode sequence -> sequence(sequence);
            case ScalarNode scalar -> scalar(scalar, tag);
            default -> throw new TemplateException(line(node), "cannot be read");
        };
    }

    private static ObjectNode mapping(MappingNode mapping) {
        ObjectNode object = JsonNodes.object();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new TemplateException(line(tuple.getKeyNode()), "a key must be a plain word");
            }
            if (object.has(key.getValue())) {
                throw new TemplateException(line(key), "the key " + key.getValue() + " is there twice");
            }
            object.set(key.getValue(), convert(tuple.getValueNode()));
        }
        return object;
    }

    private static ArrayNode sequence(SequenceNode sequence) {
        ArrayNode array = JsonNodes.array();
        for (Node element : sequence.getValue()) {
            array.add(convert(element));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar, Tag tag) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return TextNode.valueOf(text);
        }
        if (tag.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        // YAML 1.1 would also read yes, no, on and off as truth values; CloudFormation does not.
        if (tag.equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        if (tag.equals(Tag.INT) && text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        }
        if (tag.equals(Tag.FLOAT) && text.matches("-?[0-9]+\\.[0-9]+")) {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
        }
        return TextNode.valueOf(text);
    }

    private static String line(Node node) {
        return "line " + (node.getStartMark().getLine() + 1);
    }
}
