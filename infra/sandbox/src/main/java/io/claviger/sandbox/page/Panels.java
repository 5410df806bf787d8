package io.claviger.sandbox.page;

import io.claviger.sandbox.page.Templates.Panel;
import io.claviger.sandbox.requests.RequestFilter;
import io.claviger.sandbox.state.SandboxState;
import java.util.List;
import java.util.Map;

/** The panels of the page, which the browser polls. */
final class Panels {
    private static final int MAX_CLIENTS = 50;
    private static final int MAX_VIEWERS = 50;
    private static final int MAX_WAITING = 10;
    private static final int MAX_REQUESTS = 100;

    private final SandboxState state;
    private final Templates templates;

    Panels(SandboxState state, Templates templates) {
        this.state = state;
        this.templates = templates;
    }

    Panel applications() {
        var rows = state.applications().all().stream()
                .map(application -> new ApplicationRow(
                        application,
                        state.clients().countOf(application.id()),
                        state.profiles().signedIn(application.id())))
                .toList()
                .reversed();
        return templates.panel("applications", "every 2s, applications-changed from:body", Map.of("rows", rows));
    }

    Panel schemes() {
        return templates.panel(
                "schemes",
                "every 5s, schemes-changed from:body",
                Map.of("schemes", state.customSchemes().all()));
    }

    Panel clients() {
        var rows = state.clients().newest(MAX_CLIENTS).stream()
                .map(client -> ClientRow.of(
                        client,
                        state.clients().latestToken(client),
                        nameOf(client.applicationId()),
                        state.clock().instant()))
                .toList();
        return templates.panel(
                "clients",
                "every 2s",
                Map.of("rows", rows, "total", state.clients().count()));
    }

    Panel viewers() {
        var profiles = state.profiles().newest(MAX_VIEWERS);
        var rows = profiles.stream()
                .map(profile -> ViewerRow.of(profile, state.profiles().stateOf(profile), nameOf(profile.owner())))
                .toList();
        long signedIn = rows.stream().filter(ViewerRow::signedIn).count();
        return templates.panel(
                "viewers",
                "every 2s, applications-changed from:body",
                Map.of("rows", rows, "signedIn", signedIn, "full", rows.size() == MAX_VIEWERS));
    }

    Panel provider() {
        var rows = state.sessions().waiting(MAX_WAITING).stream()
                .map(WaitingRow::of)
                .toList();
        return templates.panel("provider", "every 2s", Map.of("rows", rows));
    }

    Panel requests(RequestFilter filter) {
        var shown = state.requests().list(filter);
        var newest = shown.subList(Math.max(0, shown.size() - MAX_REQUESTS), shown.size())
                .reversed();
        var rows = newest.stream().map(RequestRow::of).toList();
        return templates.panel(
                "requests",
                "every 1s, change from:#request-filter, input delay:300ms from:#request-filter",
                Map.of(
                        "rows",
                        rows,
                        "shown",
                        shown.size(),
                        "total",
                        state.requests().total()));
    }

    Panel summary() {
        List<String> inForce = FaultsSummary.of(state.faults());
        return templates.panel("summary", "every 1s, faults-changed from:body", Map.of("faults", inForce));
    }

    private String nameOf(String applicationId) {
        return state.applications()
                .find(applicationId)
                .map(application -> application.name() + " " + application.version())
                .orElse("");
    }
}
