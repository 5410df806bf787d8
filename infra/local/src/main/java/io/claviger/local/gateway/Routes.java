package io.claviger.local.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses a route as an HTTP API does: a full match before a greedy one before {@code $default}, a method before {@code ANY}. */
final class Routes {
    private static final Comparator<Route> MOST_SPECIFIC_FIRST = Comparator.comparing(Route::isDefault)
            .thenComparing(Route::isGreedy)
            .thenComparing(Routes::shape)
            .thenComparing(route -> route.method().equals("ANY"));

    private final List<Route> routes;

    /** A route and what the path's variables are. */
    record Match(Route route, Map<String, String> pathParameters) {}

    Routes(List<Route> routes) {
        List<Route> sorted = new ArrayList<>(routes);
        sorted.sort(MOST_SPECIFIC_FIRST);
        this.routes = sorted;
    }

    Optional<Match> find(String method, String path) {
        List<String> segments = Route.segments(path);
        for (Route route : routes) {
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
    private static String shape(Route route) {
        StringBuilder shape = new StringBuilder();
        for (String segment : route.segments()) {
            shape.append(Route.isVariable(segment) ? '1' : '0');
        }
        return shape.toString();
    }
}
