package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.RegisteredApplication;
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
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Every client ever made. Look-ups take the same time however many there are. Safe for many threads. */
public final class Clients {
    private final Map<String, Client> byId = new ConcurrentHashMap<>();
    private final Map<Long, Client> byNumber = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byApplication = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final Consumer<Client> keeper;

    /** Hands each new client to the keeper before anyone else learns of it. */
    public Clients(Consumer<Client> keeper) {
        this.keeper = keeper;
    }

    Client create(RegisteredApplication application, List<String> redirectUris, Instant now) {
        var client = new Client(
                made.incrementAndGet(),
                UUID.randomUUID().toString(),
                ClientSecret.random(random),
                application.id(),
                redirectUris,
                application.grantTypes(),
                application.scopes(),
                now);
        keeper.accept(client);
        add(client);
        return client;
    }

    /** Brings back a client that was made earlier. */
    public void restore(Client client) {
        made.accumulateAndGet(client.number(), Math::max);
        add(client);
    }

    private void add(Client client) {
        byId.put(client.id(), client);
        byNumber.put(client.number(), client);
        byApplication
                .computeIfAbsent(client.applicationId(), key -> new LongAdder())
                .increment();
    }

    /** The client with this {@code client_id}, if there is one. */
    public Optional<Client> find(String clientId) {
        return Optional.ofNullable(byId.get(clientId));
    }

    Optional<Client> numbered(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** How many clients there are. */
    public int count() {
        return byId.size();
    }

    /** How many clients were made with this application's statement. */
    public long countOf(String applicationId) {
        var count = byApplication.get(applicationId);
        return count == null ? 0 : count.sum();
    }

    /** The newest clients, newest first. */
    public List<Client> newest(int most) {
        long last = made.get();
        return LongStream.rangeClosed(Math.max(1, last - most + 1), last)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .flatMap(number -> numbered(number).stream())
                .toList();
    }
}
