package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.claviger.local.http.JsonNodes;
import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML as CloudFormation reads it: a short tag such as {@code !Sub} becomes its long form {@code {"Fn::Sub": …}}, and
 * every scalar is a text.
 */
final class TemplateYaml {
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
        if (!tag.startsWith("!")) {
            return withoutTag(node);
        }
        String function = tag.substring(1);
        return JsonNodes.object().set(function.equals("Ref") ? function : "Fn::" + function, withoutTag(node));
    }

    private static JsonNode withoutTag(Node node) {
        return switch (node) {
            case ScalarNode scalar -> TextNode.valueOf(scalar.getValue());
            case SequenceNode sequence -> {
                ArrayNode array = JsonNodes.array();
                sequence.getValue().forEach(element -> array.add(convert(element)));
                yield array;
            }
            case MappingNode mapping -> {
                ObjectNode object = JsonNodes.object();
                for (NodeTuple entry : mapping.getValue()) {
                    object.set(((ScalarNode) entry.getKeyNode()).getValue(), convert(entry.getValueNode()));
                }
                yield object;
            }
            default -> throw new TemplateException("template", "an alias is not understood");
        };
    }
}
