package io.claviger.core.journal;

/** The port to the event bus. */
@FunctionalInterface
public interface EventPublisher {
    /** Publishes at least once; throws if the bus did not take the event. */
    void publish(Event event);
}
