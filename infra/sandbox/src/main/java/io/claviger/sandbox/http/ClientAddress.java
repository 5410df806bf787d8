package io.claviger.sandbox.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** The address by which the throttle knows a device. (Adobe Pass, Throttling mechanism.) */
final class ClientAddress {
    private ClientAddress() {}

    /** The left-most address of {@code X-Forwarded-For} if that is an IP address, otherwise the connection's. */
    static String of(HttpServerRequest request) {
        var forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded != null) {
            int comma = forwarded.indexOf(',');
            var first = (comma < 0 ? forwarded : forwarded.substring(0, comma)).strip();
            if (NetUtil.isValidIpV4Address(first) || NetUtil.isValidIpV6Address(first)) {
                return first.toLowerCase(Locale.ROOT);
            }
        }
        return request.remoteAddress().hostAddress();
    }
}
