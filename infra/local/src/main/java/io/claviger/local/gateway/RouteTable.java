package io.claviger.local.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a route as an HTTP API does: a full match comes before a greedy one, a greedy one before {@code $default},
 * and a method before {@code ANY}.
 */
final class RouteTable {
    private static final Comparator<GatewayRoute> BY_SPECIFICITY = Comparator.comparing(GatewayRoute::isDefault)
            .thenComparing(GatewayRoute::isGreedy)
            .thenComparing(RouteTable::shape)
            .thenComparing(route -> route.method().equals("ANY"));

    private final List<GatewayRoute> routes;

    /** A route and the values of the path's variables. */
    record Match(GatewayRoute route, Map<String, String> pathParameters) {}

    RouteTable(List<GatewayRoute> routes) {
        List<GatewayRoute> sorted = new ArrayList<>(routes);
        sorted.sort(BY_SPECIFICITY);
        this.routes = sorted;
    }

    Optional<Match> find(String method, String path) {
        List<String> segments = GatewayRoute.segments(path);
        for (GatewayRoute route : routes) {
            if (route.method().equals("ANY") || route.method().equals(method)) {
                Optional<Map<String, String>> parameters =
                        route.isDefault() ? Optional.of(Map.of()) : route.match(segments);
                if (parameters.isPresent()) {
                    return Optional.of(new Match(route, parameters.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Sorts a fixed segment before a variable one, from the left. */
    private static String shape(GatewayRoute route) {
        StringBuilder shape = new StringBuilder();
        for (String segment : route.segments()) {
            shape.append(GatewayRoute.isVariable(segment) ? '1' : '0');
        }
        return shape.toString();
    }
}
