package io.claviger.api.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Understands a token's claims by the names that the settings give them. */
final class ClaimMapping {
    /** Lists in one text: OAuth's {@code scope} (RFC 8693 section 4.2), and {@code scp} of Entra ID. */
    private static final Set<String> SPACE_SEPARATED = Set.of("scope", "scp");

    private final IdentitySettings settings;
    private final Map<Group, String> names = new EnumMap<>(Group.class);

    /** @throws IllegalArgumentException if two groups have the same name */
    ClaimMapping(IdentitySettings settings) {
        this.settings = settings;
        names.put(Group.OPERATOR, settings.operatorGroup());
        names.put(Group.BACKEND, settings.backendGroup());
        names.put(Group.APP, settings.appGroup());
        if (Set.copyOf(names.values()).size() < names.size()) {
            throw new IllegalArgumentException(
                    "IDENTITY_OPERATOR_GROUP, IDENTITY_BACKEND_GROUP and IDENTITY_APP_GROUP must differ");
        }
    }

    Caller caller(ObjectNode claims) {
        Set<Group> groups = groups(claims);
        return new Caller.TokenBearer(
                groups,
                text(claim(claims, settings.applicationClaim())),
                text(claim(claims, settings.instanceClaim()))
                        .filter(_ -> groups.contains(Group.APP))
                        .map(OwnInstance::of),
                text(claims.path("sub")));
    }

    private Set<Group> groups(ObjectNode claims) {
        List<String> held = names(claim(claims, settings.groupsClaim()));
        return names.entrySet().stream()
                .filter(group -> held.contains(group.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Group.class)));
    }

    private List<String> names(JsonNode claim) {
        if (claim.isArray()) {
            return claim.valueStream()
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .toList();
        }
        return text(claim)
                .map(text -> SPACE_SEPARATED.contains(settings.groupsClaim())
                        ? Arrays.asList(text.split(" ", -1))
                        : List.of(text))
                .orElse(List.of());
    }

    /** A name that begins with a slash is a JSON Pointer (RFC 6901) to a claim within a claim. */
    private static JsonNode claim(ObjectNode claims, String name) {
        return name.startsWith("/") ? claims.at(name) : claims.path(name);
    }

    private static Optional<String> text(JsonNode claim) {
        return claim.isTextual() && !claim.textValue().isEmpty() ? Optional.of(claim.textValue()) : Optional.empty();
    }
}
