package io.claviger.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.http.LoopbackServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.security.Key;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
    private final Vertx vertx = Vertx.vertx();
    private final RsaJsonWebKey key = key("known");
    private final LoopbackServer provider = LoopbackServer.listen(vertx, 0, 1_000, this::answer);
    private final IssuerKeys keys = new IssuerKeys();
    private final AtomicInteger failedFetches = new AtomicInteger();
    private volatile boolean down;

    @AfterEach
    void stop() {
        provider.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void known_keys_outlast_a_failed_fetch() throws Exception {
        assertThat(find("known")).isEqualTo(key.getKey());

        down = true;

        await().untilAsserted(() -> {
            assertThatExceptionOfType(UnresolvableKeyException.class).isThrownBy(() -> find("unknown"));
            assertThat(failedFetches).hasPositiveValue();
        });
        assertThat(find("known")).isEqualTo(key.getKey());
    }

    @Test
    void known_keys_outlast_their_time_while_the_provider_is_down() throws Exception {
        assertThat(find("known")).isEqualTo(key.getKey());

        down = true;

        await().until(() -> {
            assertThat(find("known")).isEqualTo(key.getKey());
            return failedFetches.get() > 0;
        });
    }

    private Key find(String keyId) throws UnresolvableKeyException {
        JsonWebSignature jwt = new JsonWebSignature();
        jwt.setAlgorithmHeaderValue("RS256");
        jwt.setKeyIdHeaderValue(keyId);
        return keys.find(jwt, provider.uri().toString());
    }

    private HttpResponse answer(HttpRequest request) {
        if (down) {
            failedFetches.incrementAndGet();
            return HttpResponse.message(503, "Service Unavailable");
        }
        return request.path().equals("/jwks")
                ? HttpResponse.of(
                                200,
                                "application/json",
                                Buffer.buffer(new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY)))
                        .with("Cache-Control", "max-age=1")
                : HttpResponse.json(200, JsonNodes.object().put("jwks_uri", provider.uri() + "/jwks"));
    }

    private static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
