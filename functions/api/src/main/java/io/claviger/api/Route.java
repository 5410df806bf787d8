package io.claviger.api;

/** Parses a request, calls one use case and renders its result. */
@FunctionalInterface
public interface Route {
    Answer answer(Request request);
}
