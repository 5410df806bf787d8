package io.claviger.local;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Keeps the emulators' own chatter off the console. */
final class Quiet {
    private Quiet() {}

    static void logging() {
        // Vert.x would otherwise choose among the emulators' logging libraries.
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new java.util.logging.ConsoleHandler());
    }
}
