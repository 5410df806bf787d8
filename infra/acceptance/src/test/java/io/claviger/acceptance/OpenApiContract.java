package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Holds every answer of the API against its OpenAPI description: the status, the media type, the headers, the body. */
final class OpenApiContract implements Filter {
    private static final String DOCUMENT = "urn:claviger:openapi";

    /** Without 500 and 503, which it answers when a function could not run. */
    private static final Set<Integer> BY_API_GATEWAY = Set.of(401, 413, 429);

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private OpenApiContract(JsonNode document) {
        this.document = document;
        // The schemas stand in a document that is itself none: its own members are no unknown keywords.
        Dialect openApi = Dialect.builder(Dialects.getOpenApi31())
                .unknownKeywordFactory((name, _) -> new NonValidationKeyword(name))
                .build();
        this.schemas = SchemaRegistry.withDialect(
                openApi, registry -> registry.schemas(Map.of(DOCUMENT, document.toString())));
    }

    static OpenApiContract at(Path openApi) {
        try {
            return new OpenApiContract(new ObjectMapper(new YAMLFactory()).readTree(Files.readString(openApi)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification answer, FilterContext context) {
        Response response = context.next(request, answer);
        String path = URI.create(request.getURI()).getRawPath();
        described(path).ifPresent(template -> check(template, request.getMethod(), response));
        return response;
    }

    /** Empty for what is not the API's own, such as {@code /local/}. */
    private Optional<String> described(String path) {
        return document.path("paths")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
                .findFirst();
    }

    private void check(String template, String method, Response response) {
        String called = method + " " + template + " " + response.statusCode();
        String mediaType = response.contentType().replaceAll(";.*", "");
        boolean byApiGateway = BY_API_GATEWAY.contains(response.statusCode()) && mediaType.equals("application/json");
        String at = byApiGateway
                ? "/components/responses/ByApiGateway"
                : "/paths/" + template.replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT) + "/responses/"
                        + response.statusCode();
        String pointer = followed(at);
        JsonNode description = document.at(pointer);

        assertThat(description.isObject())
                .as("%s is described: %s", called, response.asString())
                .isTrue();
        description.path("headers").properties().forEach(header -> checkHeader(called, header, pointer, response));
        assertThat(description.at("/content").has(mediaType))
                .as("%s may be %s", called, mediaType)
                .isTrue();
        String body = pointer + "/content/" + mediaType.replace("/", "~1") + "/schema";
        assertThat(faults(body, response.asString()))
                .as("what is wrong with the body of %s: %s", called, response.asString())
                .isEmpty();
    }

    private void checkHeader(String called, Map.Entry<String, JsonNode> header, String pointer, Response response) {
        String at = followed(pointer + "/headers/" + header.getKey());
        String value = response.header(header.getKey());
        if (value == null) {
            assertThat(document.at(at).path("required").asBoolean())
                    .as("%s may lack %s", called, header.getKey())
                    .isFalse();
            return;
        }
        boolean number = document.at(at + "/schema/type").asText().equals("integer");
        assertThat(faults(
                        at + "/schema", number ? value : TextNode.valueOf(value).toString()))
                .as("what is wrong with %s of %s: %s", header.getKey(), called, value)
                .isEmpty();
    }

    /** The JSON pointer of what is meant, where a {@code $ref} stands in its place. */
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
