package io.claviger.sandbox.http;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Sends a response as a {@link io.claviger.sandbox.faults.FaultPlan.Delivery} says. */
final class ResponseWriter {
    private static final int ENDLESS_PART_BYTES = 16_384;
    private static final int ENDLESS_PAUSE_MS = 5;

    private ResponseWriter() {}

    static void whole(RoutingContext context, AdobeResponse content) {
        start(context, content).end(content.body());
    }

    static void truncated(RoutingContext context, AdobeResponse content) {
        var response = start(context, content)
                .putHeader("Content-Length", String.valueOf(content.body().length()));
        response.write(content.body().slice(0, content.body().length() / 2))
                .onComplete(written -> context.request().connection().close());
    }

    static void endless(RoutingContext context, AdobeResponse content) {
        var response = start(context, content).setChunked(true);
        response.write(content.body());
        var more = Buffer.buffer(" ".repeat(ENDLESS_PART_BYTES));
        context.vertx().setPeriodic(ENDLESS_PAUSE_MS, timer -> {
            if (response.closed()) {
                context.vertx().cancelTimer(timer);
            } else if (!response.writeQueueFull()) {
                response.write(more);
            }
        });
    }

    /** Resets the TCP connection: with a linger time of 0, close sends a reset. */
    static void reset(RoutingContext context) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        context.request().connection().close();
    }

    static String reason(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }

    private static HttpServerResponse start(RoutingContext context, AdobeResponse content) {
        var response =
                context.response().setStatusCode(content.status()).putHeader("Content-Type", content.contentType());
        content.headers().forEach(response::putHeader);
        return response;
    }
}
