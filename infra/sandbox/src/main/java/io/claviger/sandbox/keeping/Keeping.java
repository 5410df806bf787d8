package io.claviger.sandbox.keeping;

import io.claviger.sandbox.dashboard.CustomScheme;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.oauth.Client;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happens to a sandbox. What a method was given is kept once it returns: the end of the process, even by
 * SIGKILL, does not undo it; that of the machine may. Safe for many threads.
 */
public sealed interface Keeping extends AutoCloseable permits InMemory, StateFile {

    /**
     * Keeps in this folder, and is the only one to do so until it is closed.
     *
     * @param folder made if there is none; null to keep nothing
     * @throws IllegalStateException if the folder cannot be used, or holds a file that is not a sandbox's
     */
    static Keeping in(@Nullable Path folder) {
        return folder == null ? new InMemory() : StateFile.open(folder);
    }

    /** The sandbox's keys: those of the runs before, or new ones. */
    Keys keys();

    /**
     * Tells what was kept by the runs before, in the order in which it happened. To be called once, before anything new is kept.
     *
     * @throws IllegalStateException if it cannot be read; names the file and the line
     */
    void replay(Consumer<Change> each);

    /** Keeps an application as it is now, with its statement. */
    void application(RegisteredApplication application, String statement);

    /** Keeps a new custom scheme. */
    void scheme(CustomScheme scheme);

    /** Keeps a new client. */
    void client(Client client);

    /** Whether anything outlives the process. */
    boolean isLasting();

    /** Lets go of the folder. Nothing can be kept after it. */
    @Override
    void close();
}
