package io.claviger.local;

import io.claviger.local.http.HttpHandler;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;

/** Occupies a port before its handler exists, because the template's parameters contain the port. */
final class SwitchableHandler implements HttpHandler {
    private volatile HttpHandler target = request -> HttpResponse.message(503, "Service Unavailable");

    void switchTo(HttpHandler handler) {
        target = handler;
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws InterruptedException {
        return target.handle(request);
    }
}
