package io.claviger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code claviger login} remembers: which deployment, and where its credential comes from. Never a credential.
 *
 * @param url the API's address
 * @param stage the deployment's stage, which is part of every resource's name
 * @param profile the AWS profile; empty for the default chain of the AWS SDK
 * @param jwtFile the file that holds a JWT; then the AWS profile is used for AWS alone
 */
record Login(
        Optional<String> url,
        Optional<String> stage,
        Optional<String> profile,
        Optional<String> region,
        Optional<String> jwtFile) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "login.json";

    static Login read(Path folder) {
        try {
            ObjectNode stored = (ObjectNode) JSON.readTree(Files.readString(folder.resolve(FILE)));
            return new Login(
                    text(stored, "url"),
                    text(stored, "stage"),
                    text(stored, "profile"),
                    text(stored, "region"),
                    text(stored, "jwt_file"));
        } catch (NoSuchFileException _) {
            return new Login(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        } catch (IOException | ClassCastException _) {
            throw new Failure(ExitCode.USAGE, folder.resolve(FILE) + " cannot be read: run claviger login again");
        }
    }

    void write(Path folder) {
        ObjectNode stored = JSON.createObjectNode();
        url.ifPresent(value -> stored.put("url", value));
        stage.ifPresent(value -> stored.put("stage", value));
        profile.ifPresent(value -> stored.put("profile", value));
        region.ifPresent(value -> stored.put("region", value));
        jwtFile.ifPresent(value -> stored.put("jwt_file", value));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(FILE), stored.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, folder.resolve(FILE) + " cannot be written: " + e.getMessage());
        }
    }

    private static Optional<String> text(ObjectNode stored, String member) {
        return Optional.ofNullable(stored.get(member)).map(value -> value.asText());
    }
}
