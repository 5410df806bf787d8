package io.claviger.core.fake;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Adobe Pass as its documentation describes it. It remembers each client, and offers no lookup of a client. */
public final class FakeAdobe implements AuthorizationServer {
    /** The start of every secret of this Adobe, so that a test recognizes a leaked one. */
    public static final String MARK = "s3cr3t";

    /** An endpoint at which a revocation may show. */
    public enum Endpoint {
        REGISTER,
        TOKEN,
        API
    }

    private final InstantSource clock;
    private final Map<StatementFingerprint, IssuedStatement> statements = new LinkedHashMap<>();
    private final Map<ClientId, RegisteredClient> clients = new LinkedHashMap<>();
    private final Map<AccessToken, IssuedToken> tokens = new HashMap<>();
    private final InjectedFailures trouble = new InjectedFailures();
    private final List<String> calls = new ArrayList<>();
    private Duration tokenLife = Duration.ofHours(6);
    private Duration clockError = Duration.ZERO;
    private boolean sameTokenAgain;
    private Optional<ServiceProvider> onlyServed = Optional.empty();
    private int made;

    public FakeAdobe(InstantSource clock) {
        this.clock = clock;
    }

    public IssuedStatement approve(SoftwareStatement statement, RedirectUri... redirectUris) {
        IssuedStatement issued = new IssuedStatement(statement.fingerprint(), List.of(redirectUris), clock);
        statements.put(statement.fingerprint(), issued);
        return issued;
    }

    public void tokensLive(Duration life) {
        tokenLife = life;
    }

    /** Sets how far Adobe's clock is ahead. */
    public void clockIsAheadBy(Duration error) {
        clockError = error;
    }

    /** Sets whether a client gets the same token again as long as it is valid. */
    public void givesTheSameTokenAgain(boolean again) {
        sameTokenAgain = again;
    }

    /** From now on every client's application is meant for this service provider alone. */
    public void servesOnly(ServiceProvider serviceProvider) {
        onlyServed = Optional.of(serviceProvider);
    }

    /** From now on each call of these endpoints, or of all if none is named, fails without an effect. */
    public void failsWith(Failure failure, Endpoint... endpoints) {
        trouble.at(endpoints.length == 0 ? Endpoint.values() : endpoints, failure);
    }

    /** From now on each call with this device header is refused as invalid. */
    public void refusesDeviceHeader(DeviceInfo header) {
        trouble.refuse(header);
    }

    /** Whether calls for this device are refused for its header. */
    public boolean refusesHeaderOf(Device device) {
        return trouble.refuses(device);
    }

    /** From now on registrations make a client but answer with this failure. */
    public void answersRegistrationsWith(Failure failure) {
        trouble.afterRegistering(failure);
    }

    public void worksAgain() {
        trouble.ends();
    }

    public Collection<RegisteredClient> clients() {
        return clients.values();
    }

    public Optional<RegisteredClient> client(ClientId id) {
        return Optional.ofNullable(clients.get(id));
    }

    public Optional<IssuedToken> token(AccessToken token) {
        return Optional.ofNullable(tokens.get(token));
    }

    public IssuedStatement statement(StatementFingerprint fingerprint) {
        return Optional.ofNullable(statements.get(fingerprint)).orElseThrow();
    }

    /** The endpoints called so far, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Registers a client outside Claviger, as an app does by itself. */
    public ClientCredentials registerByItself(SoftwareStatement statement) {
        return make(statement(statement.fingerprint())).credentials();
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        calls.add("register");
        Optional<Failure> failure = trouble.with(device, clock.instant(), Endpoint.REGISTER);
        if (failure.isPresent()) {
            return new RegistrationAnswer.Failed(failure.get());
        }
        IssuedStatement issued = statements.get(statement.fingerprint());
        if (issued == null) {
            return new StatementRefused(StatementRefused.Code.INVALID_SOFTWARE_STATEMENT);
        }
        if (issued.refusesAt(Endpoint.REGISTER)) {
            return new StatementRefused(StatementRefused.Code.UNAPPROVED_SOFTWARE_STATEMENT);
        }
        if (redirectUri.filter(uri -> !issued.allows(uri)).isPresent()) {
            return new RegistrationAnswer.RedirectUriRefused();
        }
        ClientCredentials credentials = make(issued).credentials();
        return trouble.afterRegistering()
                .<RegistrationAnswer>map(RegistrationAnswer.Failed::new)
                .orElseGet(() -> new RegistrationAnswer.Registered(
                        credentials, Optional.of(clock.instant()), List.of("api:client:v2")));
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        calls.add("token");
        Optional<Failure> failure = trouble.with(device, clock.instant(), Endpoint.TOKEN);
        if (failure.isPresent()) {
            return new TokenAnswer.Failed(failure.get());
        }
        RegisteredClient client = clients.get(credentials.clientId());
        if (client == null || !client.credentials().equals(credentials) || client.isRefusedAt(Endpoint.TOKEN)) {
            return new TokenAnswer.ClientRefused(TokenAnswer.ClientRefused.Code.INVALID_CLIENT);
        }
        if (client.statement().grantsNoTokens()) {
            return new TokenAnswer.ClientRefused(TokenAnswer.ClientRefused.Code.UNAUTHORIZED_CLIENT);
        }
        Instant now = clock.instant();
        Instant created = now.plus(clockError).truncatedTo(ChronoUnit.MILLIS);
        IssuedToken token = client.lastToken()
                .filter(last -> sameTokenAgain && now.isBefore(last.expiresAt()))
                .orElseGet(() -> issue(client, now));
        long left = Duration.between(now, token.expiresAt()).toSeconds();
        return new TokenAnswer.Issued(token.value(), Optional.of(created), OptionalLong.of(left));
    }

    private IssuedToken issue(RegisteredClient client, Instant now) {
        IssuedToken token = new IssuedToken(
                new AccessToken(MARK + "-token-" + made++), client.credentials().clientId(), now, now.plus(tokenLife));
        tokens.put(token.value(), token);
        client.issued(token);
        return token;
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        calls.add("api");
        Optional<Failure> failure = trouble.with(device, clock.instant(), Endpoint.API);
        if (failure.isPresent()) {
            return new ProtectedApiAnswer.Failed(failure.get());
        }
        IssuedToken issued = tokens.get(token);
        if (issued == null || !clock.instant().isBefore(issued.expiresAt())) {
            return new ProtectedApiAnswer.Failed(new Failure.RequestRefused("invalid_access_token"));
        }
        if (onlyServed.filter(only -> !only.equals(serviceProvider)).isPresent()) {
            return new ProtectedApiAnswer.ServiceProviderRefused();
        }
        return client(issued.client()).orElseThrow().isRefusedAt(Endpoint.API)
                ? new ProtectedApiAnswer.ApplicationRefused()
                : new ProtectedApiAnswer.Accepted();
    }

    private RegisteredClient make(IssuedStatement statement) {
        int number = made++;
        ClientCredentials credentials = new ClientCredentials(
                new ClientId("client-" + number), new ClientSecret(MARK + "-of-client-" + number));
        RegisteredClient client = new RegisteredClient(credentials, statement, clock);
        clients.put(credentials.clientId(), client);
        return client;
    }
}
