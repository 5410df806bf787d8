package io.claviger.local.secretsmanager;

import io.claviger.local.aws.AwsError;
import io.claviger.local.template.AwsEnvironment;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All secrets of the account, found by name, by ARN, or by an ARN without its last six characters. */
final class SecretStore {
    private static final String SUFFIX_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUFFIX_LENGTH = 6;

    private final Map<String, StoredSecret> secrets = new LinkedHashMap<>();
    private final AwsEnvironment awsEnvironment;
    private final InstantSource clock;
    private final SecretFile file;
    private final SecureRandom random = new SecureRandom();

    /** @param file where secrets are kept between runs; empty to keep them in memory */
    SecretStore(AwsEnvironment awsEnvironment, InstantSource clock, Optional<Path> file) {
        this.awsEnvironment = awsEnvironment;
        this.clock = clock;
        this.file = new SecretFile(file);
        this.file.load().forEach(secret -> secrets.put(secret.name(), secret));
    }

    Instant now() {
        return clock.instant();
    }

    /** Every secret that exists, in the order of creation. */
    Collection<StoredSecret> all() {
        Instant now = now();
        secrets.values()
                .removeIf(secret ->
                        secret.deletion().filter(when -> !now.isBefore(when)).isPresent());
        return secrets.values();
    }

    Optional<StoredSecret> named(String name) {
        return all().stream().filter(secret -> secret.name().equals(name)).findFirst();
    }

    Optional<StoredSecret> find(String id) {
        return all().stream()
                .filter(secret -> id.equals(secret.name()) || id.equals(secret.arn()) || id.equals(partialArn(secret)))
                .findFirst();
    }

    /** @throws AwsError if it does not exist */
    StoredSecret required(String id) {
        return find(id).orElseThrow(() ->
                new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }

    /** @throws AwsError if it does not exist, or its deletion is scheduled */
    StoredSecret usable(String id) {
        StoredSecret secret = required(id);
        if (secret.deletion().isPresent()) {
            throw new AwsError(
                    "InvalidRequestException",
                    "You can't perform this operation on the secret because it was marked for deletion.");
        }
        return secret;
    }

    StoredSecret create(String name, String arn) {
        StoredSecret secret = new StoredSecret(name, arn, now());
        secrets.put(name, secret);
        return secret;
    }

    void remove(StoredSecret secret) {
        secrets.remove(secret.name());
    }

    /** Writes all secrets to the file. */
    void save() {
        file.save(all());
    }

    String arn(String name, String suffix) {
        return awsEnvironment.arn("secretsmanager", "secret:" + name + "-" + suffix);
    }

    /** An ARN with a random suffix. */
    String newArn(String name) {
        StringBuilder suffix = new StringBuilder();
        random.ints(SUFFIX_LENGTH, 0, SUFFIX_CHARACTERS.length())
                .forEach(index -> suffix.append(SUFFIX_CHARACTERS.charAt(index)));
        return arn(name, suffix.toString());
    }

    private static String partialArn(StoredSecret secret) {
        return secret.arn().substring(0, secret.arn().length() - SUFFIX_LENGTH - 1);
    }
}
