package io.claviger.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Valid and invalid values of {@code X-Device-Info}. */
final class DeviceInfoSamples {
    static final String WELL_FORMED = base64(
            "{\"model\":\"TV\",\"version\":\"5th Gen\",\"osName\":\"tvOS\",\"primaryHardwareType\":\"SetTopBox\",\"manufacturer\":\"A\"}");

    static final List<String> MALFORMED = List.of(
            "%%%",
            base64("not JSON"),
            base64("[]"),
            base64("{\"model\":\"TV\",\"osName\":\"tvOS\"}"),
            base64("{\"model\":\"TV\",\"version\":\"5\",\"osName\":\"BeOS\"}"),
            base64("{\"model\":\"TV\",\"version\":\"5\",\"osName\":\"tvOS\",\"primaryHardwareType\":\"Toaster\"}"),
            base64("{\"model\":\"TV\",\"version\":\"5\",\"osName\":\"tvOS\",\"osFamily\":\"Amiga\"}"));

    private DeviceInfoSamples() {}

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
