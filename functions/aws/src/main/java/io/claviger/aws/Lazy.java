package io.claviger.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that costs too much to make for a function that never needs it. Made once, by whoever asks first. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    Lazy(Supplier<T> maker) {
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
