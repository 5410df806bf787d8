package io.claviger.sandbox.keeping;

import io.claviger.sandbox.dashboard.CustomScheme;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.oauth.Client;
import java.util.function.Consumer;

/** Keeps nothing beyond what the sandbox itself remembers, at no cost. */
final class InMemory implements Keeping {
    private final Keys keys = Keys.random();

    @Override
    public Keys keys() {
        return keys;
    }

    @Override
    public void replay(Consumer<Change> each) {}

    @Override
    public void application(RegisteredApplication application, String statement) {}

    @Override
    public void scheme(CustomScheme scheme) {}

    @Override
    public void client(Client client) {}

    @Override
    public boolean isLasting() {
        return false;
    }

    @Override
    public void close() {}
}
