package io.claviger.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever is calling, as the identity provider vouches for it.
 *
 * @param groups those that mean something here; possibly none
 * @param application claim {@code application}: an application id
 * @param subject claim {@code sub}: for an app, its instance id
 */
public record Caller(Set<Group> groups, Optional<String> application, Optional<String> subject) {
    public Caller {
        groups = Set.copyOf(groups);
    }

    /** The groups as the claim has them, in a fixed order. */
    List<String> groupNames() {
        return groups.stream().sorted().map(Group::claim).toList();
    }

    /** Who it is, as far as it may be written down: of an app only that it is one, since its name is a viewer's device. */
    Optional<String> nameForLogs() {
        return groups.contains(Group.APP) ? Optional.empty() : subject;
    }
}
