package io.claviger.local.http;

/** Answers requests. It may block, because each request has its own virtual thread. */
@FunctionalInterface
public interface HttpHandler {
    HttpResponse handle(HttpRequest request) throws InterruptedException;
}
