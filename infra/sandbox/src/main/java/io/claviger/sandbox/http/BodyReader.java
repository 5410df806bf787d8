package io.claviger.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a request's body into memory, up to a limit; the rest is read and thrown away. */
final class BodyReader {
    /** Far more than any statement needs. */
    static final int MAX_BYTES = 65_536;

    private final Buffer kept = Buffer.buffer();
    private boolean oversized;

    /** What was read. */
    record Body(Buffer bytes, boolean oversized) {}

    private BodyReader() {}

    /** Calls back on the event loop once the caller has sent everything; never if the caller hangs up before. */
    static void read(HttpServerRequest request, Consumer<Body> then) {
        var reader = new BodyReader();
        request.handler(reader::keep);
        request.endHandler(end -> then.accept(new Body(reader.kept, reader.oversized)));
    }

    private void keep(Buffer part) {
        if (oversized || kept.length() + part.length() > MAX_BYTES) {
            oversized = true;
        } else {
            kept.appendBuffer(part);
        }
    }
}
