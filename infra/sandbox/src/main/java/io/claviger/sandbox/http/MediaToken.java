package io.claviger.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Writes short-lived media tokens: Base64 of XML, as Adobe's. The signature in it is a placeholder, because only Adobe has the key. */
final class MediaToken {
    private MediaToken() {}

    static String serialize(String serviceProvider, String mvpd, String resource, Instant issuedAt, Duration lifetime) {
        var xml = """
                <signatureInfo>sandbox</signatureInfo><shortToken><requestorID>%s</requestorID>\
                <mvpdId>%s</mvpdId><resourceID>%s</resourceID><sessionGUID>%s</sessionGUID>\
                <issueTime>%s</issueTime><ttl>%d</ttl></shortToken>""".formatted(
                        escape(serviceProvider),
                        escape(mvpd),
                        escape(resource),
                        UUID.randomUUID(),
                        issuedAt,
                        lifetime.toMillis());
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
