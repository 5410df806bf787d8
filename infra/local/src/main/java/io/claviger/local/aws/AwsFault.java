package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import java.util.concurrent.CountDownLatch;

/** What strikes one call. */
sealed interface AwsFault {

    /** Whether the service does its work before the fault strikes. */
    boolean after();

    /** Waits as long as the caller has to, and says what it is told. */
    HttpResponse strike(HttpRequest request) throws InterruptedException;

    /** The caller is told of an error. */
    record Failure(String error, boolean after) implements AwsFault {
        @Override
        public HttpResponse strike(HttpRequest request) {
            return AwsError.response(error, "A fault that was asked for");
        }
    }

    /** The caller waits for an answer that never comes, so that it can be killed at this very step. */
    record Hold(boolean after) implements AwsFault {
        @Override
        public HttpResponse strike(HttpRequest request) throws InterruptedException {
            CountDownLatch gone = new CountDownLatch(1);
            request.connection().onClose(gone::countDown);
            gone.await();
            return HttpResponse.empty(503);
        }
    }
}
