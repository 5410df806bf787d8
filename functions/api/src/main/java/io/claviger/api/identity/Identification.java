package io.claviger.api.identity;

import java.util.Optional;

/** The result of identifying a caller by its credential. */
public sealed interface Identification {
    /** The credential is valid. */
    record Identified(Caller known) implements Identification {}

    /**
     * There is no credential, or it is not valid here and now.
     *
     * @param detail which claim or header is wrong and what to do next; shows no value
     */
    record Unidentified(String detail) implements Identification {}

    /** Nobody can be identified, because no key of the identity provider is known. */
    record KeysUnavailable() implements Identification {}

    /** The caller; empty if it is not identified. */
    default Optional<Caller> caller() {
        return switch (this) {
            case Identified(Caller known) -> Optional.of(known);
            case Unidentified _, KeysUnavailable _ -> Optional.empty();
        };
    }
}
