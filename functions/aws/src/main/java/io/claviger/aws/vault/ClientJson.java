package io.claviger.aws.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.json.JsonTree;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.instance.ClientWithSecret;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored JSON of a client: {@code client_id}, {@code client_secret}, {@code client_id_issued_at} in Unix seconds
 * (RFC 7591 section 3.2.1; absent from an adopted client), {@code scopes}, and {@code unproved} for a client that was
 * adopted without a proof. Their order is fixed, so the same client is always the same text.
 */
public final class ClientJson {
    private static final String UNPROVED = "unproved";
    private static final String ISSUED_AT = "client_id_issued_at";

    private ClientJson() {}

    public static String write(ClientWithSecret client) {
        ObjectNode json = JsonTree.object()
                .put("client_id", client.credentials().clientId().value())
                .put("client_secret", client.credentials().clientSecret().reveal());
        client.issuedAt().ifPresent(at -> json.put(ISSUED_AT, at.getEpochSecond()));
        client.scopes().forEach(json.putArray("scopes")::add);
        if (!client.proved()) {
            json.put(UNPROVED, true);
        }
        return JsonTree.write(json);
    }

    /** @throws JsonTree.Unreadable if the text was not written by {@link #write} */
    public static ClientWithSecret read(String text) {
        ObjectNode json = JsonTree.parse(text);
        return new ClientWithSecret(
                new ClientCredentials(
                        new ClientId(JsonTree.text(json, "client_id")),
                        new ClientSecret(JsonTree.text(json, "client_secret"))),
                Optional.ofNullable(json.get(ISSUED_AT))
                        .map(_ -> Instant.ofEpochSecond(JsonTree.number(json, ISSUED_AT))),
                JsonTree.texts(json, "scopes"),
                !json.has(UNPROVED));
    }
}
