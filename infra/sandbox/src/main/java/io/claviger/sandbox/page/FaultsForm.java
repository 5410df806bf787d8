package io.claviger.sandbox.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.faults.Faults;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.json.StrictJson.InvalidJsonException;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The form that sets the faults. It turns its fields into the body of {@code PUT /dashboard/faults}, which checks them. */
final class FaultsForm {
    private static final List<String> NUMBERS = List.of(
            "latency_ms",
            "latency_rate",
            "status",
            "status_rate",
            "drop_response_rate",
            "reset_rate",
            "truncate_rate",
            "endless_body_rate",
            "content_type_rate",
            "same_token_rate",
            "token_ttl_seconds",
            "profile_ttl_seconds");
    private static final List<String> SWITCHES = List.of("strict", "throttle", "require_device_headers");

    private final SandboxState state;
    private final Templates templates;
    private final StrictJson json;

    /** The tick boxes of one endpoint. */
    public record EndpointBoxes(String word, boolean revocation, boolean path) {}

    FaultsForm(SandboxState state, Templates templates, StrictJson json) {
        this.state = state;
        this.templates = templates;
        this.json = json;
    }

    void mount(Router router) {
        router.get("/page/faults").handler(context -> PageResponse.html(context, html()));
        router.post("/page/faults").handler(this::replace);
        router.post("/page/faults/clear").handler(context -> replace(context, Faults.none()));
    }

    private void replace(RoutingContext context) {
        try {
            replace(context, json.read(json.write(body(context.request().formAttributes())), Faults.class));
        } catch (NumberFormatException e) {
            PageResponse.problem(context, "fault-form", "a number is expected");
        } catch (InvalidJsonException e) {
            PageResponse.problem(context, "fault-form", String.valueOf(e.getMessage()));
        }
    }

    private void replace(RoutingContext context, Faults faults) {
        state.replaceFaults(faults);
        PageResponse.form(context, html(), "faults-changed");
    }

    private static ObjectNode body(MultiMap form) {
        var faults = JsonNodeFactory.instance.objectNode();
        for (var name : NUMBERS) {
            var value = form.get(name);
            if (value != null && !value.isBlank()) {
                var number = new BigDecimal(value.strip());
                if (number.scale() <= 0) {
                    faults.put(name, number.toBigIntegerExact());
                } else {
                    faults.put(name, number);
                }
            }
        }
        SWITCHES.stream().filter(form::contains).forEach(name -> faults.put(name, true));
        var contentType = form.get("content_type");
        if (contentType != null && !contentType.isBlank()) {
            faults.put("content_type", contentType.strip());
        }
        addAll(faults, "revocation_shows_at", form.getAll("revocation_shows_at").stream());
        addAll(faults, "denied_resources", words(form.getAll("denied_resources")));
        addAll(faults, "paths", words(form.getAll("paths")));
        return faults;
    }

    private static Stream<String> words(List<String> texts) {
        return texts.stream().flatMap(text -> Arrays.stream(text.split("[,\\s]+")));
    }

    private static void addAll(ObjectNode faults, String name, Stream<String> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.filter(value -> !value.isEmpty()).forEach(array::add);
        if (!array.isEmpty()) {
            faults.set(name, array);
        }
    }

    /** The form with the faults now. */
    String html() {
        var faults = state.faults();
        var endpoints = Arrays.stream(EndpointName.values())
                .map(endpoint -> new EndpointBoxes(
                        endpoint.word(),
                        orEmpty(faults.revocationShowsAt()).contains(endpoint),
                        orEmpty(faults.paths()).contains(endpoint.word())))
                .toList();
        var prefixes = orEmpty(faults.paths()).stream().filter(path -> path.startsWith("/"));
        return templates.render(
                "faults",
                Map.of(
                        "faults",
                        faults,
                        "endpoints",
                        endpoints,
                        "denied",
                        String.join(" ", orEmpty(faults.deniedResources())),
                        "prefixes",
                        String.join(" ", prefixes.toList())));
    }

    private static <T> Collection<T> orEmpty(@Nullable Collection<T> values) {
        return values == null ? List.of() : values;
    }
}
