package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where secrets outlive a run, in clear: it is for development data alone. Without a file nothing is kept. */
final class SecretFile {
    private final Optional<Path> file;

    SecretFile(Optional<Path> file) {
        this.file = file;
    }

    List<StoredSecret> load() {
        List<StoredSecret> secrets = new ArrayList<>();
        if (file.isEmpty() || !Files.exists(file.get())) {
            return secrets;
        }
        try {
            JsonNode all = JsonNodes.parse(Files.readAllBytes(file.get()))
                    .orElseThrow(() -> new IOException(file.get() + " is not JSON"));
            all.forEach(secret -> secrets.add(secret(secret)));
            return secrets;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void save(Collection<StoredSecret> secrets) {
        if (file.isEmpty()) {
            return;
        }
        ArrayNode all = JsonNodes.array();
        secrets.forEach(secret -> all.add(json(secret)));
        Path target = file.get();
        Path folder = target.toAbsolutePath().resolveSibling("");
        try {
            Files.createDirectories(folder);
            // What is made so is its owner's alone to read.
            Path draft = Files.createTempFile(folder, "secrets", ".new");
            Files.write(draft, JsonNodes.bytes(all));
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static ObjectNode json(StoredSecret secret) {
        ObjectNode json = JsonNodes.object()
                .put("name", secret.name())
                .put("arn", secret.arn())
                .put("created", secret.created().toString())
                .put("changed", secret.changed().toString());
        secret.description().ifPresent(text -> json.put("description", text));
        secret.keyId().ifPresent(key -> json.put("keyId", key));
        secret.deletion().ifPresent(when -> json.put("deletion", when.toString()));
        ObjectNode tags = json.putObject("tags");
        secret.tags().forEach(tags::put);
        ArrayNode versions = json.putArray("versions");
        for (SecretVersion version : secret.versions()) {
            ObjectNode each = versions.addObject()
                    .put("id", version.id())
                    .put("created", version.created().toString())
                    .put(version.value().member(), version.value().content());
            ArrayNode stages = each.putArray("stages");
            version.stages().forEach(stages::add);
        }
        return json;
    }

    private static StoredSecret secret(JsonNode json) {
        Instant created = Instant.parse(json.path("created").asText());
        StoredSecret secret =
                new StoredSecret(json.path("name").asText(), json.path("arn").asText(), created);
        secret.touch(Instant.parse(json.path("changed").asText()));
        if (json.has("description")) {
            secret.describe(json.get("description").asText());
        }
        if (json.has("keyId")) {
            secret.encryptWith(json.get("keyId").asText());
        }
        if (json.has("deletion")) {
            secret.scheduleDeletion(Instant.parse(json.get("deletion").asText()));
        }
        for (Map.Entry<String, JsonNode> tag : json.path("tags").properties()) {
            secret.tags().put(tag.getKey(), tag.getValue().asText());
        }
        for (JsonNode each : json.path("versions")) {
            SecretVersion version = new SecretVersion(
                    each.path("id").asText(),
                    SecretValue.of(each).orElseThrow(),
                    Instant.parse(each.path("created").asText()));
            each.path("stages").forEach(stage -> version.stages().add(stage.asText()));
            secret.add(version);
        }
        return secret;
    }
}
