package io.claviger.local;

import io.claviger.local.template.TemplateException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the system in the foreground until it is interrupted. */
public final class Main {
    private Main() {}

    /** @param args the template's path */
    public static void main(String[] args) throws InterruptedException {
        Path template = Path.of(args.length > 0 ? args[0] : "template.yaml");
        LocalSystem system;
        try {
            system = LocalSystem.start(LocalOptions.fromSystemProperties(template, Main::say));
        } catch (TemplateException | IllegalStateException | IllegalArgumentException refused) {
            say("Claviger cannot start: " + refused.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
        System.out.println(Walkthrough.text(system));
        new CountDownLatch(1).await();
    }

    private static void say(String line) {
        System.out.println("[local] " + line);
    }
}
