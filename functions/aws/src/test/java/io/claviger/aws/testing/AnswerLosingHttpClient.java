package io.claviger.aws.testing;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Sends requests, and loses the next answer on demand. */
public final class AnswerLosingHttpClient implements SdkHttpClient {
    private final SdkHttpClient client = UrlConnectionHttpClient.create();
    private final AtomicInteger toLose = new AtomicInteger();
    private volatile Runnable meanwhile = () -> {};

    public void loseNextAnswer() {
        loseNextAnswer(() -> {});
    }

    /** @param then another process's work before the request is repeated */
    public void loseNextAnswer(Runnable then) {
        meanwhile = then;
        toLose.set(1);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = prepared.call();
                if (toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    meanwhile.run();
                    throw new IOException("the answer was lost");
                }
                return response;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
