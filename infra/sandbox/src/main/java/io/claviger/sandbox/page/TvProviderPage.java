package io.claviger.sandbox.page;

import io.claviger.sandbox.entitlement.AuthenticationSession;
import io.claviger.sandbox.entitlement.RedirectUrls;
import io.claviger.sandbox.entitlement.TvProvider;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The TV provider's page, on which a viewer signs in or refuses. Every name is good, and there is no password. */
final class TvProviderPage {
    // Without form-action: browsers hold it against the redirect to the app, too.
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";
    private static final int MAX_NAME_LENGTH = 100;

    private final SandboxState state;
    private final Templates templates;

    TvProviderPage(SandboxState state, Templates templates) {
        this.state = state;
        this.templates = templates;
    }

    void mount(Router router) {
        var path = "/tv-provider/" + TvProvider.SANDBOX_TV.id();
        router.get(path).handler(context -> {
            var code = Objects.requireNonNullElse(context.queryParams().get("code"), "");
            open(code).ifPresentOrElse(session -> show(context, session), () -> refuseCode(context));
        });
        router.post(path).handler(context -> {
            var code = Objects.requireNonNullElse(context.request().getFormAttribute("code"), "");
            open(code).ifPresentOrElse(session -> answer(context, session), () -> refuseCode(context));
        });
        router.get(path + "/logout")
                .handler(context -> redirect(context, context.queryParams().get("redirectUrl")));
    }

    private Optional<AuthenticationSession> open(String code) {
        return state.sessions()
                .find(code)
                .filter(session -> session.missing().isEmpty())
                .filter(session -> state.applications()
                        .find(session.client().applicationId())
                        .filter(application -> !application.revoked())
                        .isPresent());
    }

    private void show(RoutingContext context, AuthenticationSession session) {
        context.response().putHeader("Content-Security-Policy", POLICY);
        PageResponse.html(
                context,
                templates.render(
                        "tv-provider",
                        Map.of(
                                "provider",
                                TvProvider.SANDBOX_TV,
                                "code",
                                session.code(),
                                "serviceProvider",
                                session.serviceProvider())));
    }

    private void refuseCode(RoutingContext context) {
        context.response().setStatusCode(400).putHeader("Content-Security-Policy", POLICY);
        PageResponse.html(context, templates.render("tv-provider-error", Map.of("provider", TvProvider.SANDBOX_TV)));
    }

    private void answer(RoutingContext context, AuthenticationSession session) {
        if ("sign-in".equals(context.request().getFormAttribute("answer"))) {
            state.profiles()
                    .signIn(
                            session.profileKey(TvProvider.SANDBOX_TV),
                            session.client().applicationId(),
                            name(context.request().getFormAttribute("name")),
                            state.faults().profileLifetimeSeconds());
        }
        state.sessions().answer(session.code());
        redirect(context, session.redirectUrl().orElse(null));
    }

    private static String name(@Nullable String given) {
        var name = given == null || given.isBlank() ? "viewer" : given.strip();
        return name.substring(0, Math.min(MAX_NAME_LENGTH, name.length()));
    }

    private void redirect(RoutingContext context, @Nullable String url) {
        if (url == null || !RedirectUrls.isUsable(url)) {
            refuseCode(context);
        } else {
            context.response().setStatusCode(303).putHeader("Location", url).end();
        }
    }
}
