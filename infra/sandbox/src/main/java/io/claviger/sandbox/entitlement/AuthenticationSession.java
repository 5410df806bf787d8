package io.claviger.sandbox.entitlement;

import io.claviger.sandbox.oauth.Client;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sign-in that has begun.
 *
 * @param code       shown to the viewer and used by a second screen
 * @param sessionId  opaque tracking id
 * @param client     of the streaming device
 * @param device     the value of its {@code AP-Device-Identifier}
 * @param parameters those given so far
 * @param answered   whether the viewer signed in or refused
 */
public record AuthenticationSession(
        String code,
        String sessionId,
        Client client,
        String device,
        String serviceProvider,
        Map<String, String> parameters,
        Instant notBefore,
        Instant notAfter,
        boolean answered) {
    /** The parameters that a sign-in needs. (Adobe Pass, Create authentication session.) */
    public static final List<String> PARAMETERS = List.of("mvpd", "domainName", "redirectUrl");

    /** The parameters that are missing, in Adobe's order. */
    public List<String> missing() {
        return PARAMETERS.stream().filter(name -> !parameters.containsKey(name)).toList();
    }

    /** The TV provider, if it is chosen. */
    public Optional<TvProvider> provider() {
        return Optional.ofNullable(parameters.get("mvpd")).flatMap(TvProvider::find);
    }

    /** Where the viewer's browser goes at the end, if it is given. */
    public Optional<String> redirectUrl() {
        return Optional.ofNullable(parameters.get("redirectUrl"));
    }

    /** The key of the profile that a sign-in with this provider makes. */
    public Profile.Key profileKey(TvProvider chosen) {
        return new Profile.Key(client.id(), device, serviceProvider, chosen);
    }

    AuthenticationSession with(Map<String, String> given) {
        var all = new HashMap<>(parameters);
        all.putAll(given);
        return new AuthenticationSession(
                code, sessionId, client, device, serviceProvider, Map.copyOf(all), notBefore, notAfter, answered);
    }

    AuthenticationSession withAnswer() {
        return new AuthenticationSession(
                code, sessionId, client, device, serviceProvider, parameters, notBefore, notAfter, true);
    }
}
