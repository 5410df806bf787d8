package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.persistence.Persistence;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** All clients and their latest tokens. A look-up takes the same time for any number of clients. Safe for many threads. */
public final class Clients {
    private final Map<String, Client> byId = new ConcurrentHashMap<>();
    private final Map<Long, Client> byNumber = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byApplication = new ConcurrentHashMap<>();
    private final Map<Long, AccessToken> latestTokens = new ConcurrentHashMap<>();
    private final AtomicLong lastNumber = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final Persistence.Journal<Client> journal;

    /** Starts with the stored clients, which have no latest token. */
    public Clients(Persistence persistence) {
        this.journal = persistence.journal("clients", Client.class);
        journal.entries().forEach(this::add);
    }

    Client create(RegisteredApplication application, List<String> redirectUris, Instant now) {
        var client = new Client(
                lastNumber.incrementAndGet(),
                UUID.randomUUID().toString(),
                ClientSecret.random(random),
                application.id(),
                redirectUris,
                application.grantTypes(),
                application.scopes(),
                now);
        journal.append(client);
        add(client);
        return client;
    }

    private void add(Client client) {
        lastNumber.accumulateAndGet(client.number(), Math::max);
        byId.put(client.id(), client);
        byNumber.put(client.number(), client);
        byApplication
                .computeIfAbsent(client.applicationId(), key -> new LongAdder())
                .increment();
    }

    void setLatestToken(Client client, AccessToken token) {
        latestTokens.put(client.number(), token);
    }

    /** The token that the client got last since the sandbox started, expired or not. */
    public Optional<AccessToken> latestToken(Client client) {
        return Optional.ofNullable(latestTokens.get(client.number()));
    }

    /** The client with this {@code client_id}. */
    public Optional<Client> find(String clientId) {
        return Optional.ofNullable(byId.get(clientId));
    }

    private Optional<Client> numbered(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** How many clients there are. */
    public int count() {
        return byId.size();
    }

    /** How many clients this application has. */
    public long countOf(String applicationId) {
        var count = byApplication.get(applicationId);
        return count == null ? 0 : count.sum();
    }

    /** The newest clients, newest first. */
    public List<Client> newest(int max) {
        long last = lastNumber.get();
        return LongStream.rangeClosed(Math.max(1, last - max + 1), last)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .flatMap(number -> numbered(number).stream())
                .toList();
    }
}
