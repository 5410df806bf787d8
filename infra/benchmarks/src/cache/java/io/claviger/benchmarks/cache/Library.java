package io.claviger.benchmarks.cache;

import io.claviger.benchmarks.cache.TokenKeeper.State;

/** What is compared. */
public enum Library {
    CLAVIGER("Claviger's vend"),
    CLAVIGER_WITHOUT_LOG("Claviger's vend without its log line"),
    SPRING("Spring Security, `AuthorizedClientManager`"),
    QUARKUS("`quarkus-oidc-client`, `TokensHelper`"),
    GOOGLE("google-auth, `OAuth2Credentials`"),
    CAFFEINE("Caffeine, `expireAfterWrite`"),
    REFRESHING_CAFFEINE("Caffeine, `refreshAfterWrite`");

    private final String title;

    Library(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Keeps a first token, in this state when it returns. */
    TokenKeeper keep(Upstream upstream, State state) {
        return switch (this) {
            case CLAVIGER -> Claviger.over(upstream, state, true);
            case CLAVIGER_WITHOUT_LOG -> Claviger.over(upstream, state, false);
            case SPRING -> Peers.spring(upstream, state);
            case QUARKUS -> Peers.quarkus(upstream, state);
            case GOOGLE -> Peers.google(upstream, state);
            case CAFFEINE -> Peers.caffeine(upstream, state);
            case REFRESHING_CAFFEINE -> Peers.refreshingCaffeine(upstream, state);
        };
    }
}
