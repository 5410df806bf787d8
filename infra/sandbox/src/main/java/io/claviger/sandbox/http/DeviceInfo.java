package io.claviger.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks {@code X-Device-Info}. (Adobe Pass, X-Device-Info header.) */
final class DeviceInfo {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> REQUIRED = List.of("model", "version", "osName");
    private static final Set<String> HARDWARE = Set.of(
            "Camera",
            "DataCollectionTerminal",
            "Desktop",
            "EmbeddedNetworkModule",
            "eReader",
            "GamesConsole",
            "GeolocationTracker",
            "Glasses",
            "MediaPlayer",
            "MobilePhone",
            "PaymentTerminal",
            "PluginModem",
            "SetTopBox",
            "TV",
            "Tablet",
            "WirelessHotspot",
            "Wristwatch",
            "Unknown");
    private static final Set<String> OS_NAME = Set.of(
            "Android", "Chrome OS", "Linux", "Mac OS", "OS X", "OpenBSD", "Roku OS", "Windows", "iOS", "tvOS", "webOS");
    private static final Set<String> OS_FAMILY = Set.of(
            "Android",
            "BSD",
            "Linux",
            "PlayStation OS",
            "Roku OS",
            "Symbian",
            "Tizen",
            "Windows",
            "iOS",
            "tvOS",
            "macOS",
            "webOS");

    private DeviceInfo() {}

    /** Whether it is one header, Base64 of a JSON object with the required keys and with the values that Adobe lists. */
    static boolean isWellFormed(List<String> values) {
        if (values.size() != 1) {
            return false;
        }
        JsonNode info;
        try {
            info = MAPPER.readTree(Base64.getDecoder().decode(values.getFirst().strip()));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
        return info.isObject()
                && REQUIRED.stream().allMatch(key -> info.path(key).isTextual())
                && isAmong(HARDWARE, info.get("primaryHardwareType"))
                && isAmong(OS_NAME, info.get("osName"))
                && isAmong(OS_FAMILY, info.get("osFamily"));
    }

    private static boolean isAmong(Set<String> allowed, @Nullable JsonNode value) {
        return value == null || (value.isTextual() && allowed.contains(value.textValue()));
    }
}
