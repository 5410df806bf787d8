package io.claviger.sandbox.http;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** The ways in which an answer reaches its caller. */
final class Delivered {
    private static final int ENDLESS_PART_BYTES = 16_384;
    private static final int ENDLESS_PAUSE_MS = 5;

    private Delivered() {}

    static void whole(RoutingContext context, Answer answer) {
        begin(context, answer).end(answer.body());
    }

    static void truncated(RoutingContext context, Answer answer) {
        var response = begin(context, answer)
                .putHeader("Content-Length", String.valueOf(answer.body().length()));
        response.write(answer.body().slice(0, answer.body().length() / 2))
                .onComplete(written -> context.request().connection().close());
    }

    static void endless(RoutingContext context, Answer answer) {
        var response = begin(context, answer).setChunked(true);
        response.write(answer.body());
        var more = Buffer.buffer(" ".repeat(ENDLESS_PART_BYTES));
        context.vertx().setPeriodic(ENDLESS_PAUSE_MS, timer -> {
            if (response.closed()) {
                context.vertx().cancelTimer(timer);
            } else if (!response.writeQueueFull()) {
                response.write(more);
            }
        });
    }

    /** Ends the connection by a TCP reset: a linger time of 0 makes the close an abrupt one. */
    static void reset(RoutingContext context) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        context.request().connection().close();
    }

    static String reason(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }

    private static HttpServerResponse begin(RoutingContext context, Answer answer) {
        var response =
                context.response().setStatusCode(answer.status()).putHeader("Content-Type", answer.contentType());
        answer.headers().forEach(response::putHeader);
        return response;
    }
}
