package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import java.util.concurrent.CountDownLatch;

/** A failure of one call that a test asked for. */
sealed interface AwsFault {

    /** Whether the service does its work before the call fails. */
    boolean after();

    /** The caller's answer, after the caller's wait. */
    HttpResponse answer(HttpRequest request) throws InterruptedException;

    /** The caller gets an error. */
    record Failure(String error, boolean after) implements AwsFault {
        @Override
        public HttpResponse answer(HttpRequest request) {
            return AwsError.response(error, "A fault that was asked for");
        }
    }

    /** The caller waits for an answer that never comes, so that a test can kill it at this step. */
    record Hold(boolean after) implements AwsFault {
        @Override
        public HttpResponse answer(HttpRequest request) throws InterruptedException {
            CountDownLatch gone = new CountDownLatch(1);
            request.connection().onClose(gone::countDown);
            gone.await();
            return HttpResponse.empty(503);
        }
    }
}
