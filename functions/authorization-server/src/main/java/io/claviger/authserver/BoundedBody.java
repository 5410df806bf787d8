package io.claviger.authserver;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to a limit. It cancels a longer body, whose result is empty. The JDK's own limiting subscriber fails
 * with an IOException, which looks like a broken connection.
 */
final class BoundedBody implements BodySubscriber<Optional<byte[]>> {
    private final int maxBytes;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CompletableFuture<Optional<byte[]>> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    /** @param maxBytes the limit; zero cancels at once, without waiting for the body */
    BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<Optional<byte[]>> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        if (maxBytes == 0) {
            hangUp(upstream);
        } else {
            upstream.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        Subscription upstream = subscription;
        if (upstream == null || body.isDone()) {
            return;
        }
        for (ByteBuffer piece : pieces) {
            if (piece.remaining() > maxBytes - received.size()) {
                hangUp(upstream);
                return;
            }
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            received.writeBytes(bytes);
        }
        upstream.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(Optional.of(received.toByteArray()));
    }

    private void hangUp(Subscription upstream) {
        upstream.cancel();
        body.complete(Optional.empty());
    }
}
