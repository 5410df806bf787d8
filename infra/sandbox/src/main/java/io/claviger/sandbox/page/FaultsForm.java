package io.claviger.sandbox.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.sandbox.faults.Endpoint;
import io.claviger.sandbox.faults.Faults;
import io.claviger.sandbox.json.Json;
import io.claviger.sandbox.json.Json.InvalidJsonException;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Setting faults from the page. What the form sends is turned into what {@code PUT /dashboard/faults} takes, and checked as that is. */
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
            "token_ttl_seconds");
    private static final List<String> SWITCHES = List.of("throttle", "require_device_headers");

    private final SandboxState state;
    private final Templates templates;
    private final Json json;

    FaultsForm(SandboxState state, Templates templates, Json json) {
        this.state = state;
        this.templates = templates;
        this.json = json;
    }

    void mount(Router router) {
        router.get("/page/faults").handler(context -> DashboardPage.send(context, html(templates, state.faults())));
        router.post("/page/faults").handler(this::replace);
        router.post("/page/faults/clear").handler(context -> apply(context, Faults.none()));
    }

    private void replace(RoutingContext context) {
        try {
            apply(context, json.read(json.write(read(context.request().formAttributes())), Faults.class));
        } catch (InvalidJsonException | NumberFormatException e) {
            var problem = e instanceof NumberFormatException ? "a number is expected" : String.valueOf(e.getMessage());
            DashboardPage.explain(context, "fault-form", problem);
        }
    }

    private void apply(RoutingContext context, Faults faults) {
        state.replaceFaults(faults);
        context.response().putHeader("HX-Trigger", "faults-changed");
        DashboardPage.send(context, html(templates, faults));
    }

    private static ObjectNode read(MultiMap form) {
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
        addAll(faults, "revocation_shows_at", form.getAll("revocation_shows_at"));
        addAll(
                faults,
                "paths",
                form.getAll("paths").stream()
                        .flatMap(text -> Arrays.stream(text.split("[,\\s]+")))
                        .filter(path -> !path.isEmpty())
                        .toList());
        return faults;
    }

    private static void addAll(ObjectNode faults, String name, List<String> values) {
        if (!values.isEmpty()) {
            var array = faults.putArray(name);
            values.forEach(array::add);
        }
    }

    static String html(Templates templates, Faults faults) {
        var values = new LinkedHashMap<String, Object>();
        values.put("latencyMs", text(faults.latencyMs()));
        values.put("latencyRate", text(faults.latencyRate()));
        values.put("status", text(faults.status()));
        values.put("statusRate", text(faults.statusRate()));
        values.put("dropResponseRate", text(faults.dropResponseRate()));
        values.put("resetRate", text(faults.resetRate()));
        values.put("truncateRate", text(faults.truncateRate()));
        values.put("endlessBodyRate", text(faults.endlessBodyRate()));
        values.put("contentType", text(faults.contentType()));
        values.put("contentTypeRate", text(faults.contentTypeRate()));
        values.put("sameTokenRate", text(faults.sameTokenRate()));
        values.put("tokenTtlSeconds", text(faults.tokenTtlSeconds()));
        values.put(
                "more",
                Stream.of(
                                faults.dropResponseRate(),
                                faults.resetRate(),
                                faults.truncateRate(),
                                faults.endlessBodyRate(),
                                faults.sameTokenRate(),
                                faults.contentType())
                        .anyMatch(Objects::nonNull));
        values.put("throttle", faults.throttles());
        values.put("requireDeviceHeaders", faults.insistsOnDeviceHeaders());
        values.put(
                "endpoints",
                Arrays.stream(Endpoint.values())
                        .map(endpoint -> Map.of(
                                "word", endpoint.word(),
                                "revocation",
                                        faults.revocationShowsAt() != null
                                                && faults.revocationShowsAt().contains(endpoint),
                                "path", faults.paths() != null && faults.paths().contains(endpoint.word())))
                        .toList());
        values.put(
                "otherPaths",
                faults.paths() == null
                        ? ""
                        : String.join(
                                " ",
                                faults.paths().stream()
                                        .filter(path -> path.startsWith("/"))
                                        .toList()));
        return templates.render("faults", values);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
