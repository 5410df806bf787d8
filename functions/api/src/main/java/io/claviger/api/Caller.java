package io.claviger.api;

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
}
