package io.claviger.core.journal;

/** The port to the event bus. */
@FunctionalInterface
public interface EventPublisher {
    /** @return false if the bus did not accept the event */
    boolean publish(Event event);
}
