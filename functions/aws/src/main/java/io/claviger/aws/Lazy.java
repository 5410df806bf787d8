package io.claviger.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is created once, at its first use. */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T seen = made;
        return seen != null ? seen : make();
    }

    private synchronized T make() {
        T seen = made;
        if (seen == null) {
            seen = maker.get();
            made = seen;
        }
        return seen;
    }
}
