package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares every answer of the API with its OpenAPI description: status, media type, headers and body. */
final class OpenApiContract implements Filter {
    private static final String DOCUMENT = "urn:claviger:openapi";

    private static final String BY_API_GATEWAY = "/components/responses/ByApiGateway";

    /** Described, but unreachable in these tests: the function could not run. */
    private static final Set<Integer> NOT_RUN = Set.of(500, 503);

    /** Statuses that API Gateway may answer to any call. */
    private static final Set<Integer> BY_DEFAULT = Set.of(413, 429);

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private OpenApiContract(JsonNode document) {
        this.document = document;
        // The document around the schemas is no schema: its members are no unknown keywords.
        Dialect openApi = Dialect.builder(Dialects.getOpenApi31())
                .unknownKeywordFactory((name, _) -> new NonValidationKeyword(name))
                .build();
        this.schemas = SchemaRegistry.withDialect(
                openApi, registry -> registry.schemas(Map.of(DOCUMENT, document.toString())));
    }

    static OpenApiContract at(Path openApi) {
        try {
            JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(openApi));
            close(document.at("/components/schemas"));
            return new OpenApiContract(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers are open to later releases. This release gives no member and no value that it does not describe. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            if (schema.path("properties").isObject()) {
                schema.put("additionalProperties", false);
            }
            if (schema.has("x-extensible-enum")) {
                schema.set("enum", schema.path("x-extensible-enum"));
            }
        }
        node.forEach(OpenApiContract::close);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification answer, FilterContext context) {
        Response response = context.next(request, answer);
        String path = URI.create(request.getURI()).getRawPath();
        if (path.startsWith("/v1")) {
            check(described(path).orElse(path), request.getMethod(), response);
        }
        return response;
    }

    private Optional<String> described(String path) {
        return document.path("paths")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
                .findFirst();
    }

    private void check(String template, String method, Response response) {
        String called = method + " " + template + " " + response.statusCode();
        String mediaType = mediaType(response);
        String pointer = description(template, method, response.statusCode());
        JsonNode description = document.at(pointer);

        assertThat(NOT_RUN.contains(response.statusCode()) && mediaType.equals("application/json"))
                .as("%s is of a function that did not run", called)
                .isFalse();
        description.path("headers").properties().forEach(header -> checkHeader(called, header, pointer, response));
        if (!description.has("content") || method.equals("HEAD")) {
            return;
        }
        assertThat(description.at("/content").has(mediaType))
                .as("%s may be %s", called, mediaType)
                .isTrue();
        String body = pointer + "/content/" + mediaType.replace("/", "~1") + "/schema";
        assertThat(faults(body, response.asString()))
                .as("errors in the body of %s: %s", called, response.asString())
                .isEmpty();
    }

    /**
     * The pointer to the answer's description. API Gateway answers an undescribed status, and 404 without an operation.
     */
    private String description(String template, String method, int status) {
        String operation = "/paths/" + template.replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
        if (document.at(operation).isMissingNode()) {
            assertThat(status)
                    .as("%s %s is no operation of the API", method, template)
                    .isEqualTo(404);
            return BY_API_GATEWAY;
        }
        String answer = operation + "/responses/" + status;
        if (document.at(answer).isMissingNode()) {
            assertThat(BY_DEFAULT).as("%s %s is described", method, template).contains(status);
            return followed(operation + "/responses/default");
        }
        return followed(answer);
    }

    private void checkHeader(String called, Map.Entry<String, JsonNode> header, String pointer, Response response) {
        String at = followed(pointer + "/headers/" + header.getKey());
        String value = response.header(header.getKey());
        if (value == null) {
            boolean required = document.at(at).path("required").asBoolean()
                    || document.at(at).path("x-required-with").asText("none").equals(mediaType(response));
            assertThat(required).as("%s may lack %s", called, header.getKey()).isFalse();
            return;
        }
        boolean number = document.at(at + "/schema/type").asText().equals("integer");
        assertThat(faults(
                        at + "/schema", number ? value : TextNode.valueOf(value).toString()))
                .as("errors in %s of %s: %s", header.getKey(), called, value)
                .isEmpty();
    }

    private static String mediaType(Response response) {
        return Optional.ofNullable(response.contentType()).orElse("").replaceAll(";.*", "");
    }

    /** Follows a {@code $ref} to its JSON pointer. */
    private String followed(String pointer) {
        String reference = document.at(pointer).path("$ref").asText();
        return reference.isEmpty() ? pointer : reference.substring(1);
    }

    private List<Error> faults(String schema, String json) {
        return schemas.getSchema(SchemaLocation.of(DOCUMENT + "#" + schema))
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
