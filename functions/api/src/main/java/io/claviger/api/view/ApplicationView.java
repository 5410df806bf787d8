package io.claviger.api.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.core.application.Application;
import io.claviger.core.application.Applications;
import java.util.List;
import java.util.Locale;

/** An application as operators see it: not its statement, only the statement's claims and status. */
public final class ApplicationView {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ApplicationView() {}

    public static ObjectNode of(Application application) {
        ObjectNode view = JSON.objectNode()
                .put("application_id", application.id().value())
                .put("display_name", application.displayName())
                .put("status", application.currentStatement().status().name());
        view.set("software_statement", StatementView.of(application.currentStatement()));
        ArrayNode older = view.putArray("older_statements");
        application.olderStatements().forEach(statement -> older.add(StatementView.of(statement)));
        application.redirectUri().ifPresent(uri -> view.put("redirect_uri", uri.value()));
        application.serviceProvider().ifPresent(provider -> view.put("service_provider", provider.value()));
        view.put(
                        "on_rejected_credentials",
                        application.onRejectedCredentials().name().toLowerCase(Locale.ROOT))
                .put("created_at", IsoTime.of(application.createdAt()))
                .put("updated_at", IsoTime.of(application.updatedAt()));
        application.currentStatement().checkedAt().ifPresent(at -> view.put("last_checked_at", IsoTime.of(at)));
        application.currentStatement().evidence().ifPresent(why -> view.set("evidence", StatementView.evidence(why)));
        return view;
    }

    public static ObjectNode list(List<Application> applications) {
        ObjectNode view = JSON.objectNode();
        ArrayNode all = view.putArray("applications");
        applications.forEach(application -> all.add(of(application)));
        return view;
    }

    /** A page of the list. */
    public static ObjectNode page(Applications.Page page) {
        ObjectNode view = list(page.applications());
        page.next().ifPresent(next -> view.put("next", next.value()));
        return view;
    }

    /** The result of a revocation check. */
    public static ObjectNode check(Application checked) {
        ObjectNode view = JSON.objectNode()
                .put("application_id", checked.id().value())
                .put("status", checked.currentStatement().status().name());
        checked.currentStatement().checkedAt().ifPresent(at -> view.put("checked_at", IsoTime.of(at)));
        checked.currentStatement().evidence().ifPresent(why -> view.set("evidence", StatementView.evidence(why)));
        ArrayNode statements = view.putArray("statements");
        checked.statements().forEach(statement -> statements.add(StatementView.of(statement)));
        return view;
    }
}
