package io.claviger.local;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Limits what the emulators log to warnings. */
final class EmulatorLogging {
    /** Referenced here, because a logger without a reference loses its level. */
    private static final List<Logger> EMULATORS = List.of(
            Logger.getLogger("org.eclipse.jetty"),
            Logger.getLogger("org.apache.pekko"),
            Logger.getLogger("org.elasticmq"));

    private EmulatorLogging() {}

    static void onlyWarnings() {
        // Without it, Vert.x chooses among the emulators' logging libraries.
        setUnlessSet("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        // DynamoDB Local brings Log4j's API without an implementation. This property says that it is intended.
        setUnlessSet("log4j.provider", "org.apache.logging.log4j.simple.internal.SimpleProvider");
        EMULATORS.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
