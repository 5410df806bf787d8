package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Values for a template's parameters, from a YAML file of {@code Name: value} lines. */
public final class TemplateParameters {
    private static final String BUNDLED = "/local-parameters.yaml";

    private TemplateParameters() {}

    /** Those that make the functions use the local identity provider and the sandbox. */
    public static Map<String, String> bundled() {
        try (InputStream in = TemplateParameters.class.getResourceAsStream(BUNDLED)) {
            return values(new String(Objects.requireNonNull(in, BUNDLED).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static Map<String, String> read(Path file) {
        try {
            return values(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The parameters cannot be read from " + file, unreadable);
        }
    }

    private static Map<String, String> values(String yaml) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : TemplateYaml.parse(yaml).properties()) {
            values.put(entry.getKey(), entry.getValue().asText());
        }
        return values;
    }
}
