package io.claviger.core.instance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of an instance's device.
 *
 * @param keys latest first, at most five
 * @param code with which one more key may be enrolled
 */
public record Enrolment(List<DeviceKey> keys, Optional<Code> code) {
    public static final Enrolment NONE = new Enrolment(List.of(), Optional.empty());

    /** More than one for a device that was reset and enrolled again. */
    private static final int MAX_KEYS = 5;

    /** @param sha256 of a code that works once, before {@code expiresAt} */
    public record Code(String sha256, Instant expiresAt) {}

    public Enrolment {
        keys = List.copyOf(keys);
    }

    /** The same keys, and this code in place of an earlier one. */
    public Enrolment awaiting(Code issued) {
        return new Enrolment(keys, Optional.of(issued));
    }

    /** Whether a key may be enrolled with this code now. */
    public boolean accepts(String codeSha256, Instant now) {
        return code.filter(issued -> issued.sha256().equals(codeSha256) && now.isBefore(issued.expiresAt()))
                .isPresent();
    }

    /**
     * One key more, the oldest of too many less, and no code: it works once. A device that enrols again, because it got no
     * answer, has its public key in one place: revoking that one key ends it.
     */
    public Enrolment with(DeviceKey enrolled) {
        Stream<DeviceKey> others = keys.stream().filter(key -> !key.material().equals(enrolled.material()));
        return new Enrolment(
                Stream.concat(Stream.of(enrolled), others).limit(MAX_KEYS).toList(), Optional.empty());
    }

    /** Without the key of this id; empty if there is none. */
    public Optional<Enrolment> without(String keyId) {
        List<DeviceKey> left =
                keys.stream().filter(key -> !key.id().equals(keyId)).toList();
        return left.size() == keys.size() ? Optional.empty() : Optional.of(new Enrolment(left, code));
    }

    /** When there is nothing left of it: without a key, when its code expires. */
    Optional<Instant> endsAt() {
        return keys.isEmpty() ? code.map(Code::expiresAt) : Optional.empty();
    }
}
