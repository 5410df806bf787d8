package io.claviger.aws.dynamodb;

import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.vault.ClientJson;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import java.time.Instant;
import java.util.Optional;

/** The registration in an instance's item. */
final class RegistrationAttributes {
    static final String STATUS = "status";
    static final String CLIENT = "client";

    private static final String REPLACED = "replacedClient";
    private static final String SALVAGED = "salvagedClient";
    private static final String UNPROVED = "unproved";
    private static final String STATEMENT_GOOD_AT = "statementGoodAt";

    private final Sealer sealer;

    RegistrationAttributes(Sealer sealer) {
        this.sealer = sealer;
    }

    void write(ItemWriter item, InstanceKey key, Registration registration) {
        item.text(STATUS, registration.status());
        registration.knownClient().ifPresent(client -> write(item, CLIENT, client));
        switch (registration) {
            case Registration.Unregistered _ -> {}
            case Registration.Attempt attempt -> {
                item.text("attemptId", attempt.attemptId()).time("attemptUntil", attempt.leaseUntil());
                attempt.replaces().ifPresent(client -> write(item, REPLACED, client));
                attempt.toStore()
                        .ifPresent(client ->
                                item.bytes(SALVAGED, sealer.seal(ClientJson.write(client), key.toString(), SALVAGED)));
            }
            case Registration.Active _ -> {}
            case Registration.Suspect(Client _, Refusal refusal, Optional<Instant> statementGoodAt) -> {
                write(item, refusal);
                item.time(STATEMENT_GOOD_AT, statementGoodAt);
            }
            case Registration.Quarantined(Client _, Refusal refusal) -> write(item, refusal);
            case Registration.Deregistered(Client _, Instant recoverableUntil) ->
                item.time("recoverableUntil", recoverableUntil);
        }
    }

    Registration read(ItemReader item, InstanceKey key) {
        String status = item.text(STATUS);
        return switch (status) {
            case "UNREGISTERED" -> new Registration.Unregistered();
            case "REGISTERING" ->
                new Registration.Attempt(
                        item.text("attemptId"),
                        item.time("attemptUntil"),
                        item.optionalBytes(SALVAGED)
                                .map(bytes -> ClientJson.read(sealer.open(bytes, key.toString(), SALVAGED))),
                        item.optionalItem(REPLACED).map(RegistrationAttributes::client));
            case "ACTIVE" -> new Registration.Active(client(item.item(CLIENT)));
            case "SUSPECT" ->
                new Registration.Suspect(
                        client(item.item(CLIENT)), refusal(item), item.optionalTime(STATEMENT_GOOD_AT));
            case "QUARANTINED" -> new Registration.Quarantined(client(item.item(CLIENT)), refusal(item));
            case "DEREGISTERED" ->
                new Registration.Deregistered(client(item.item(CLIENT)), item.time("recoverableUntil"));
            default -> throw new IllegalStateException("no instance has the status " + status);
        };
    }

    private static void write(ItemWriter item, Refusal refusal) {
        item.text("rejectionCode", refusal.code()).time("rejectedAt", refusal.seenAt());
    }

    private static Refusal refusal(ItemReader item) {
        return new Refusal(item.text("rejectionCode"), item.time("rejectedAt"));
    }

    private static void write(ItemWriter item, String name, Client client) {
        ItemWriter members = new ItemWriter()
                .text("id", client.id().value())
                .time("issuedAt", client.issuedAt())
                .texts("scopes", client.scopes());
        if (!client.proved()) {
            members.flag(UNPROVED, true);
        }
        item.item(name, members);
    }

    private static Client client(ItemReader item) {
        return new Client(
                new ClientId(item.text("id")),
                item.optionalTime("issuedAt"),
                item.texts("scopes"),
                !item.optionalFlag(UNPROVED));
    }
}
