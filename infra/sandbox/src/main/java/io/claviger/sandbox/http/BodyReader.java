package io.claviger.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a request's body into memory, up to a limit, and discards the rest. */
final class BodyReader {
    /** A statement has about 1,000 bytes. */
    static final int MAX_BYTES = 65_536;

    private final Buffer bytes = Buffer.buffer();
    private boolean oversized;

    /** The bytes read. */
    record Body(Buffer bytes, boolean oversized) {}

    private BodyReader() {}

    /** Calls back on the event loop when the caller has sent the whole body. */
    static void read(HttpServerRequest request, Consumer<Body> then) {
        var reader = new BodyReader();
        request.handler(reader::add);
        request.endHandler(end -> then.accept(new Body(reader.bytes, reader.oversized)));
    }

    private void add(Buffer part) {
        if (oversized || bytes.length() + part.length() > MAX_BYTES) {
            oversized = true;
        } else {
            bytes.appendBuffer(part);
        }
    }
}
