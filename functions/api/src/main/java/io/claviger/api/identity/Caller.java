package io.claviger.api.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A caller, as the identity provider describes it.
 *
 * @param groups the groups that Claviger knows; may be empty
 * @param application claim {@code application}: an application id
 * @param subject claim {@code sub}: for an app, its instance id
 */
public record Caller(Set<Group> groups, Optional<String> application, Optional<String> subject) {
    public Caller {
        groups = Set.copyOf(groups);
    }

    /** The groups as the claim spells them, strongest first. */
    public List<String> groupNames() {
        return groups.stream().sorted().map(Group::claim).toList();
    }

    /** The subject for logs; empty for an app, because its subject names a viewer's device. */
    public Optional<String> nameForLogs() {
        return groups.contains(Group.APP) ? Optional.empty() : subject;
    }
}
