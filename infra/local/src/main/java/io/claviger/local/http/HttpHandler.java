package io.claviger.local.http;

/** Answers requests; it may block, because each request has a virtual thread of its own. */
@FunctionalInterface
public interface HttpHandler {
    HttpResponse handle(HttpRequest request) throws InterruptedException;
}
