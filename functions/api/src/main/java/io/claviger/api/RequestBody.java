package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.claviger.api.json.BodyMembers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request's body: at most 64 KiB of JSON in UTF-8. API Gateway passes it as text or as Base64. */
final class RequestBody {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_BASE64 = (MAX_BYTES / 3 + 1) * 4;

    private final @Nullable String raw;
    private final boolean base64;
    private final Headers headers;

    RequestBody(APIGatewayV2HTTPEvent event, Headers headers) {
        this.raw = event.getBody();
        this.base64 = event.getIsBase64Encoded();
        this.headers = headers;
    }

    boolean isEmpty() {
        return raw == null || raw.isEmpty();
    }

    /**
     * @throws ProblemException if the body is missing, too large or not plain JSON in UTF-8
     * @throws io.claviger.core.credentials.InvalidInput if it has unknown members
     */
    BodyMembers members(String... known) {
        if (headers.find("content-encoding")
                .filter(encoding -> !encoding.strip().equalsIgnoreCase("identity"))
                .isPresent()) {
            throw ProblemException.invalid("Content-Encoding is not supported; send plain JSON");
        }
        String text = text();
        if (text.isBlank()) {
            throw ProblemException.invalid("the body is missing; it must be one JSON object");
        }
        checkType(headers.find("content-type").orElse(""));
        return BodyMembers.of(text, known);
    }

    private String text() {
        String body = raw == null ? "" : raw;
        if (body.length() > (base64 ? MAX_BASE64 : MAX_BYTES)) {
            throw tooLarge();
        }
        byte[] bytes = base64 ? decoded(body) : body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw notUtf8();
        }
    }

    private static byte[] decoded(String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException _) {
            throw notUtf8();
        }
    }

    /** The media type has no parameters (RFC 8259 section 11). Many clients send a charset nevertheless. */
    private static void checkType(String contentType) {
        List<String> parts = Arrays.stream(contentType.toLowerCase(Locale.ROOT).split(";", -1))
                .map(String::strip)
                .toList();
        if (!parts.getFirst().equals("application/json")) {
            throw ProblemException.invalid("the body's Content-Type must be application/json");
        }
        Optional<String> foreign = parts.stream()
                .filter(part -> part.startsWith("charset="))
                .filter(part -> !part.replace("\"", "").matches("charset=utf-?8"))
                .findFirst();
        if (foreign.isPresent()) {
            throw notUtf8();
        }
    }

    private static ProblemException notUtf8() {
        return ProblemException.invalid("the body must be text in UTF-8");
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                Problem.of(ProblemCode.REQUEST_TOO_LARGE, "The body may have at most %d bytes.".formatted(MAX_BYTES)));
    }
}
