package io.claviger.local.template;

import java.util.List;
import java.util.Optional;

/**
 * The {@code CorsConfiguration} of an {@code AWS::ApiGatewayV2::Api}: which pages of other origins may call it, and how.
 *
 * @param origins the origins of the pages, each to the letter
 * @param methods the methods that they may use
 * @param headers the names of the headers that they may send beside what every page may
 * @param exposed the names of the headers that they may read beside what every page may
 * @param maxAge the seconds for which a browser may keep the answer to a preflight
 */
public record CorsConfiguration(
        List<String> origins, List<String> methods, List<String> headers, List<String> exposed, int maxAge) {

    public CorsConfiguration {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposed = List.copyOf(exposed);
    }

    /** Empty if the API has none. */
    static Optional<CorsConfiguration> read(Section api) {
        Section cors = api.at("CorsConfiguration");
        List<String> origins = cors.texts("AllowOrigins");
        if (origins.isEmpty()) {
            return Optional.empty();
        }
        if (origins.stream().anyMatch(origin -> origin.contains("*")) || cors.has("AllowCredentials")) {
            throw new TemplateException(cors.where(), "neither credentials nor a * in an origin are understood");
        }
        return Optional.of(new CorsConfiguration(
                origins,
                cors.texts("AllowMethods"),
                cors.texts("AllowHeaders"),
                cors.texts("ExposeHeaders"),
                cors.integer("MaxAge", 0)));
    }
}
