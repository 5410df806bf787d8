package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import io.claviger.core.application.Application;
import io.claviger.core.application.StatementRecord;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The claims of an application's statements, in an item beside the application's own: they are most of its bytes, and a
 * vend needs none of them. Each attribute is named by a statement's fingerprint. A statement's claims never change, so
 * attributes are added and none is overwritten.
 */
final class StatementClaims {
    /** No application id begins with an underscore, so no application has such a key. */
    private static final String KEY_PREFIX = "_claims#";

    /** How many statements the item knows: it grows with each write. */
    private static final String SIZE = "size";

    private final Table table;

    StatementClaims(Table applications) {
        this.table = applications;
    }

    /** The item; empty if nothing was stored. */
    Map<String, AttributeValue> read(String application) {
        return table.find(KEY_PREFIX + application);
    }

    /** Adds the claims that are not stored yet. */
    void keep(Application application) {
        while (true) {
            Map<String, AttributeValue> stored = read(application.id().value());
            List<StatementRecord> missing = application.statements().stream()
                    .filter(statement ->
                            !stored.containsKey(statement.fingerprint().hex()))
                    .toList();
            if (missing.isEmpty() || add(application, stored, missing)) {
                return;
            }
        }
    }

    /** Returns false if another process added claims meanwhile. */
    private boolean add(Application application, Map<String, AttributeValue> stored, List<StatementRecord> missing) {
        long size = stored.isEmpty() ? 0 : new ItemReader(stored).number(SIZE);
        ItemWriter item = new ItemWriter(stored)
                .text(ApplicationItem.KEY, KEY_PREFIX + application.id().value())
                .number(SIZE, size + missing.size());
        missing.forEach(statement -> item.text(statement.fingerprint().hex(), statement.claims()));
        return table.put(item.done(), ofSize(size)).done();
    }

    private static Guard ofSize(long size) {
        return size == 0
                ? new Guard("attribute_not_exists(#key)", Map.of("#key", ApplicationItem.KEY), Map.of())
                : new Guard(
                        "#size = :size",
                        Map.of("#size", SIZE),
                        new ItemWriter().number(":size", size).done());
    }
}
