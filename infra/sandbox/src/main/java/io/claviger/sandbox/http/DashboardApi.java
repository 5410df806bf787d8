package io.claviger.sandbox.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.claviger.sandbox.dashboard.NewApplication;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.faults.Faults;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.json.StrictJson.InvalidJsonException;
import io.claviger.sandbox.requests.RequestFilter;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The TVE Dashboard over HTTP and JSON. */
final class DashboardApi {
    private final SandboxState state;
    private final StrictJson json;

    DashboardApi(SandboxState state, StrictJson json) {
        this.state = state;
        this.json = json;
    }

    private record NewCustomScheme(
            @JsonProperty("scheme") @Nullable String scheme) {}

    void mount(Router router) {
        router.post("/dashboard/registered-applications").handler(this::createApplication);
        router.get("/dashboard/registered-applications")
                .handler(context -> send(context, 200, state.applications().all()));
        router.get("/dashboard/registered-applications/:id")
                .handler(context -> sendFound(context, state.applications().find(id(context))));
        router.get("/dashboard/registered-applications/:id/software-statement").handler(this::download);
        router.post("/dashboard/registered-applications/:id/revoke")
                .handler(context -> sendFound(context, state.revoke(id(context))));
        router.post("/dashboard/registered-applications/:id/reinstate")
                .handler(context -> sendFound(context, state.applications().reinstate(id(context))));
        router.get("/dashboard/custom-schemes")
                .handler(context -> send(context, 200, state.customSchemes().all()));
        router.post("/dashboard/custom-schemes").handler(this::createCustomScheme);
        router.get("/dashboard/clients").handler(context -> send(context, 200, ClientView.newest(state)));
        router.get("/dashboard/profiles").handler(context -> send(context, 200, ProfileView.newest(state)));
        router.delete("/dashboard/profiles").handler(context -> {
            state.profiles().clear();
            context.response().setStatusCode(204).end();
        });
        router.get("/dashboard/faults").handler(context -> send(context, 200, state.faults()));
        router.put("/dashboard/faults").handler(this::replaceFaults);
        router.get("/dashboard/requests").handler(this::listRequests);
        router.delete("/dashboard/requests").handler(context -> {
            state.requests().clear();
            context.response().setStatusCode(204).end();
        });
        router.get("/dashboard/jwks")
                .handler(context -> send(context, 200, state.statements().jwks()));
    }

    private void createApplication(RoutingContext context) {
        try {
            var requested = json.read(body(context), NewApplication.class);
            send(context, 201, state.applications().create(requested));
        } catch (InvalidJsonException e) {
            refuse(context, e);
        }
    }

    private void createCustomScheme(RoutingContext context) {
        try {
            var requested = json.read(body(context), NewCustomScheme.class);
            send(context, 201, state.customSchemes().create(requested.scheme() == null ? "" : requested.scheme()));
        } catch (InvalidJsonException | IllegalArgumentException e) {
            refuse(context, e);
        }
    }

    private void replaceFaults(RoutingContext context) {
        try {
            state.replaceFaults(json.read(body(context), Faults.class));
            send(context, 200, state.faults());
        } catch (InvalidJsonException e) {
            refuse(context, e);
        }
    }

    private void download(RoutingContext context) {
        var id = id(context);
        state.applications()
                .statementOf(id)
                .ifPresentOrElse(
                        statement -> context.response()
                                .putHeader("Content-Type", "text/plain;charset=UTF-8")
                                .putHeader("Cache-Control", "no-store")
                                .putHeader(
                                        "Content-Disposition",
                                        "attachment; filename=\"software-statement-" + id + ".txt\"")
                                .end(statement),
                        () -> notFound(context));
    }

    private void listRequests(RoutingContext context) {
        send(context, 200, state.requests().list(RequestFilter.of(context.queryParams())));
    }

    private void sendFound(RoutingContext context, Optional<RegisteredApplication> found) {
        found.ifPresentOrElse(application -> send(context, 200, application), () -> notFound(context));
    }

    private void refuse(RoutingContext context, Exception e) {
        send(context, 400, Map.of("error", "invalid_request", "message", String.valueOf(e.getMessage())));
    }

    private void notFound(RoutingContext context) {
        send(context, 404, Map.of("error", "not_found"));
    }

    private void send(RoutingContext context, int status, Object body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", AdobeResponse.JSON)
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(json.write(body)));
    }

    private static byte[] body(RoutingContext context) {
        var buffer = context.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }

    private static String id(RoutingContext context) {
        return Objects.requireNonNullElse(context.pathParam("id"), "");
    }
}
