package io.claviger.sandbox.entitlement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.claviger.sandbox.entitlement.Profile.Ending;
import io.claviger.sandbox.persistence.Persistence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The profiles, valid or not. Safe for many threads. */
public final class Profiles {
    private static final int MAX_DEVICES = 1_000_000;

    private final Map<Profile.Key, Profile> byKey = new ConcurrentHashMap<>();
    private final Cache<App, String> latestClients =
            Caffeine.newBuilder().maximumSize(MAX_DEVICES).build();
    private final Persistence.Journal<Profile> journal;
    private final InstantSource clock;

    /** One app on one device. */
    private record App(String device, String serviceProvider) {}

    /** Starts with the stored profiles. */
    public Profiles(Persistence persistence, InstantSource clock) {
        this.clock = clock;
        this.journal = persistence.journal("profiles", Profile.class);
        journal.entries().forEach(profile -> byKey.put(profile.key(), profile));
    }

    /** Signs a viewer in. */
    public Profile signIn(Profile.Key key, String applicationId, String viewer, long lifetimeSeconds) {
        var now = clock.instant();
        return store(new Profile(key, applicationId, viewer, now, now.plusSeconds(lifetimeSeconds), Ending.NONE));
    }

    /** The temporary access of a device. The first call starts it, and so does the first one after {@link #clear}. */
    public Profile tempPass(String device, String serviceProvider, long lifetimeSeconds) {
        var key = new Profile.Key("", device, serviceProvider, TvProvider.TEMP_PASS);
        return byKey.compute(key, (same, former) -> {
            if (former != null && former.ending() == Ending.NONE) {
                return former;
            }
            var now = clock.instant();
            var profile = new Profile(key, "", "", now, now.plusSeconds(lifetimeSeconds), Ending.NONE);
            journal.append(profile);
            return profile;
        });
    }

    private Profile store(Profile profile) {
        journal.append(profile);
        byKey.put(profile.key(), profile);
        return profile;
    }

    /** The latest profile of this key, valid or not. */
    public Optional<Profile> find(Profile.Key key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Signs a viewer out. */
    public void signOut(Profile profile) {
        store(profile.ended(Ending.SIGNED_OUT));
    }

    /** Ends the profiles of all clients of an application, whose statement is revoked. */
    public void revoke(String applicationId) {
        all(profile -> profile.owner().equals(applicationId) && isValid(profile))
                .forEach(profile -> store(profile.ended(Ending.REVOKED)));
    }

    /** Signs everybody out, and gives each device its temporary access again. */
    public void clear() {
        all(profile -> true).forEach(profile -> {
            journal.append(profile.ended(Ending.SIGNED_OUT));
            byKey.remove(profile.key());
        });
    }

    /** How many viewers are signed in with clients of this application. */
    public long signedIn(String applicationId) {
        return all(profile -> profile.owner().equals(applicationId) && stateOf(profile) == ViewerState.SIGNED_IN)
                .size();
    }

    /** Profiles, the newest first. */
    public List<Profile> newest(int max) {
        return all(profile -> true).stream()
                .sorted(Comparator.comparing(Profile::notBefore).reversed())
                .limit(max)
                .toList();
    }

    /** Remembers the client of an app's latest call on a device. */
    public void noteCall(String device, String serviceProvider, String clientId) {
        latestClients.put(new App(device, serviceProvider), clientId);
    }

    /** What became of the viewer. */
    public ViewerState stateOf(Profile profile) {
        var key = profile.key();
        return switch (profile.ending()) {
            case SIGNED_OUT -> ViewerState.SIGNED_OUT;
            case REVOKED -> ViewerState.STATEMENT_REVOKED;
            case NONE -> {
                var latest = latestClients.getIfPresent(new App(key.device(), key.serviceProvider()));
                if (!isValid(profile)) {
                    yield ViewerState.EXPIRED;
                }
                yield key.provider().isTempPass() || latest == null || latest.equals(key.clientId())
                        ? ViewerState.SIGNED_IN
                        : ViewerState.CLIENT_REPLACED;
            }
        };
    }

    private boolean isValid(Profile profile) {
        Instant now = clock.instant();
        return profile.isValidAt(now);
    }

    private List<Profile> all(Predicate<Profile> wanted) {
        return byKey.values().stream().filter(wanted).toList();
    }
}
