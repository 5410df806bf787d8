package io.claviger.api.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.vault.CredentialStorage;
import java.util.Optional;
import java.util.function.Function;

/** An instance as its callers see it: its client's id and times, and no secret, token or device address. */
public final class InstanceView {
    private InstanceView() {}

    public static ObjectNode of(Instance instance) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("application_id", instance.key().application().value())
                .put("instance_id", instance.key().instance().value())
                .put("status", instance.registration().status());
        instance.registration().knownClient().ifPresent(client -> add(view, client));
        instance.redirectUri().ifPresent(uri -> view.put("redirect_uri", uri.value()));
        view.put("software_statement_fingerprint", instance.statement().hex())
                .put("created_at", IsoTime.of(instance.createdAt()));
        instance.refreshState().lastVendedAt().ifPresent(at -> view.put("last_vended_at", IsoTime.of(at)));
        if (instance.registration() instanceof Registration.Deregistered(Client _, var recoverableUntil)) {
            view.put("recoverable_until", IsoTime.of(recoverableUntil));
        }
        instance.registration().currentRefusal().ifPresent(refusal -> add(view, refusal));
        if (!instance.enrolment().keys().isEmpty()) {
            ArrayNode keys = view.putArray("device_keys");
            instance.enrolment().keys().forEach(key -> add(keys.addObject(), key));
        }
        instance.token().ifPresent(token -> add(view.putObject("token"), token));
        return view;
    }

    /** With the place of its credentials, if it has any. */
    public static ObjectNode of(Instance instance, Function<InstanceKey, Optional<CredentialStorage>> storages) {
        ObjectNode view = of(instance);
        instance.registration()
                .knownClient()
                .flatMap(_ -> storages.apply(instance.key()))
                .ifPresent(storage -> view.put("credential_storage", storage.value()));
        return view;
    }

    /** A page of a list. */
    public static ObjectNode page(InstanceList.Page page, Function<InstanceKey, Optional<CredentialStorage>> storages) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        ArrayNode instances = view.putArray("instances");
        page.instances().forEach(instance -> instances.add(of(instance, storages)));
        page.next().ifPresent(next -> view.put("next", next));
        return view;
    }

    /** Why Adobe refused the client of an instance that is SUSPECT or QUARANTINED. */
    private static void add(ObjectNode view, Refusal refusal) {
        view.putObject("refusal")
                .put("where", refusal.where())
                .put("code", refusal.code())
                .put("seen_at", IsoTime.of(refusal.seenAt()));
    }

    private static void add(ObjectNode view, Client client) {
        view.put("client_id", client.id().value());
        client.issuedAt().ifPresent(at -> view.put("client_id_issued_at", IsoTime.of(at)));
        if (!client.proved()) {
            view.put("proved", false);
        }
        ArrayNode scopes = view.putArray("scopes");
        client.scopes().forEach(scopes::add);
    }

    private static void add(ObjectNode view, DeviceKey key) {
        view.put("key_id", key.id()).put("enrolled_at", IsoTime.of(key.enrolledAt()));
    }

    private static void add(ObjectNode view, InstanceToken token) {
        view.put("issued_at", IsoTime.of(token.issuedAt()))
                .put("expires_at", IsoTime.of(token.expiresAt()))
                .put("refresh_after", IsoTime.of(token.refreshAfter()));
    }
}
