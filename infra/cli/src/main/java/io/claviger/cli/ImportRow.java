package io.claviger.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of an import file. Its text never shows the secret.
 *
 * @param line its number in the file, from 1
 * @param deviceAddress the address by which Adobe throttles the instance's device
 * @param deviceInfo the device's header for Adobe Pass
 */
record ImportRow(
        long line,
        String instanceId,
        String clientId,
        String clientSecret,
        Optional<String> deviceAddress,
        Optional<String> deviceInfo) {
    private static final Pattern INSTANCE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern CLIENT_ID = Pattern.compile("\\S{1,256}");
    private static final int MAX_SECRET = 4096;

    /** What is wrong with the row; empty if nothing is. Names the member and never its value. */
    Optional<String> defect() {
        if (!INSTANCE_ID.matcher(instanceId).matches()) {
            return Optional.of("instance_id must match " + INSTANCE_ID);
        }
        if (!CLIENT_ID.matcher(clientId).matches()) {
            return Optional.of("client_id must have 1 to 256 characters and no space");
        }
        return clientSecret.isBlank() || clientSecret.length() > MAX_SECRET
                ? Optional.of("client_secret must have 1 to " + MAX_SECRET + " characters")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "ImportRow[line=%d, instanceId=%s, ***]".formatted(line, instanceId);
    }
}
