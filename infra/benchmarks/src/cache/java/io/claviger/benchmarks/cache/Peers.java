package io.claviger.benchmarks.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/** The libraries that people use, as their guides say, with their own margins before a token's expiry. */
final class Peers {
    private static final String NAME = "tv";

    private Peers() {}

    /** A call in a cache that forgets it before the token expires. */
    static TokenKeeper caffeine(Upstream upstream, TokenKeeper.State state) {
        AtomicLong nanos = new AtomicLong();
        Cache<String, String> cache = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(TokenKeeper.LIFE)
                .ticker(state == TokenKeeper.State.FRESH ? System::nanoTime : nanos::get)
                .build();
        TokenKeeper keeper = () -> Objects.requireNonNull(cache.get(NAME, _ -> upstream.token()));
        keeper.token();
        nanos.addAndGet(TokenKeeper.LIFE.toNanos());
        return keeper;
    }

    /** The same, with a refresh in the background that the first caller after its time begins. */
    static TokenKeeper refreshingCaffeine(Upstream upstream, TokenKeeper.State state) {
        AtomicLong nanos = new AtomicLong();
        long life = TokenKeeper.LIFE.toNanos();
        LoadingCache<String, String> cache = Caffeine.newBuilder()
                .maximumSize(10_000)
                .refreshAfterWrite(TokenKeeper.LIFE.multipliedBy(17).dividedBy(20))
                .expireAfterWrite(TokenKeeper.LIFE)
                .ticker(state == TokenKeeper.State.FRESH ? System::nanoTime : nanos::get)
                .build(_ -> upstream.token());
        TokenKeeper keeper = () -> Objects.requireNonNull(cache.get(NAME));
        keeper.token();
        nanos.addAndGet(state == TokenKeeper.State.DUE ? life - life / 20 : life);
        return keeper;
    }

    /** {@code AuthorizedClientManager}, which takes a token of less than a minute for an expired one. */
    static TokenKeeper spring(Upstream upstream, TokenKeeper.State state) {
        ClientRegistration adobe = ClientRegistration.withRegistrationId("adobe")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientId("client")
                .clientSecret("secret")
                .tokenUri("https://adobe.example/o/client/token")
                .build();
        InMemoryClientRegistrationRepository registrations = new InMemoryClientRegistrationRepository(adobe);
        AtomicBoolean first = new AtomicBoolean(state != TokenKeeper.State.FRESH);
        ClientCredentialsOAuth2AuthorizedClientProvider provider =
                new ClientCredentialsOAuth2AuthorizedClientProvider();
        provider.setAccessTokenResponseClient(_ -> OAuth2AccessTokenResponse.withToken(upstream.token())
                .tokenType(OAuth2AccessToken.TokenType.BEARER)
                .expiresIn(first.getAndSet(false) ? 30 : TokenKeeper.LIFE.toSeconds())
                .build());
        AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                        registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        manager.setAuthorizedClientProvider(provider);
        TokenKeeper keeper = () -> Objects.requireNonNull(manager.authorize(
                        OAuth2AuthorizeRequest.withClientRegistrationId("adobe")
                                .principal(NAME)
                                .build()))
                .getAccessToken()
                .getTokenValue();
        keeper.token();
        return keeper;
    }

    /** The tokens of {@code quarkus-oidc-client}'s filters. */
    static TokenKeeper quarkus(Upstream upstream, TokenKeeper.State state) {
        AtomicBoolean first = new AtomicBoolean(state != TokenKeeper.State.FRESH);
        OidcClient client = new OidcClient() {
            @Override
            public Uni<Tokens> getTokens(Map<String, String> parameters) {
                return Uni.createFrom().item(() -> {
                    Duration left = first.getAndSet(false) ? Duration.ofSeconds(-1) : TokenKeeper.LIFE;
                    long expiresAt = Instant.now().plus(left).getEpochSecond();
                    return new Tokens(upstream.token(), expiresAt, null, null, null, new JsonObject(), NAME);
                });
            }

            @Override
            public Uni<Tokens> refreshTokens(String token, Map<String, String> parameters) {
                return getTokens(parameters);
            }

            @Override
            public Uni<Boolean> revokeAccessToken(String token, Map<String, String> parameters) {
                return Uni.createFrom().item(true);
            }

            @Override
            public void close() {}
        };
        TokensHelper tokens = new TokensHelper();
        TokenKeeper keeper = () -> tokens.getTokens(client, Map.of(), false)
                .await()
                .indefinitely()
                .getAccessToken();
        keeper.token();
        return keeper;
    }

    /** {@code OAuth2Credentials}, which renews in the last 225 seconds and waits in the last 180. */
    static TokenKeeper google(Upstream upstream, TokenKeeper.State state) {
        Duration left =
                switch (state) {
                    case FRESH -> TokenKeeper.LIFE;
                    case DUE -> Duration.ofSeconds(200);
                    case EXPIRED -> Duration.ZERO;
                };
        OAuth2Credentials credentials = new OAuth2Credentials(expiring(upstream, left)) {
            @Override
            public AccessToken refreshAccessToken() {
                return expiring(upstream, TokenKeeper.LIFE);
            }
        };
        return () -> authorization(credentials);
    }

    private static String authorization(OAuth2Credentials credentials) {
        try {
            List<String> headers = Objects.requireNonNull(
                    credentials.getRequestMetadata().get("Authorization"));
            return headers.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AccessToken expiring(Upstream upstream, Duration left) {
        return new AccessToken(upstream.token(), Date.from(Instant.now().plus(left)));
    }
}
