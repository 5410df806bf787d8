package io.claviger.local;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the emulators' own chatter to warnings; whoever embeds the system does not even know that they are there. */
final class EmulatorLogging {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final List<Logger> EMULATORS = List.of(
            Logger.getLogger("org.eclipse.jetty"),
            Logger.getLogger("org.apache.pekko"),
            Logger.getLogger("org.elasticmq"));

    private EmulatorLogging() {}

    static void emulators() {
        // Vert.x would otherwise choose among the emulators' logging libraries.
        setUnlessSet("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        // DynamoDB Local's logging library is there without anything to write with; this says that it is meant to be.
        setUnlessSet("log4j.provider", "org.apache.logging.log4j.simple.internal.SimpleProvider");
        EMULATORS.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
