package io.claviger.core.simulation;

/** A write whose answer was lost was refused when it was repeated, because another process had written meanwhile. */
final class WriteUnknown extends StoreUnavailable {
    private static final long serialVersionUID = 1;

    WriteUnknown(String call) {
        super(call);
    }
}
