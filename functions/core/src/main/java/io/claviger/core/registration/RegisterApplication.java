package io.claviger.core.registration;

import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.registration.StatementProbe.Finding;
import io.claviger.core.vault.VaultUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Stores an application once its statement is proved: a new one by registering its canary, one that the application has had before
 * by presenting it again, unless it is the current one and known to be good. A statement that is refused, or cannot be proved now, leaves
 * nothing behind. A new statement serves new registrations only.
 */
public final class RegisterApplication {
    private final Applications applications;
    private final SoftwareStatements statements;
    private final Instances instances;
    private final ClientRegistrar registrar;
    private final StatementProbe probe;
    private final RevocationEvidence evidence;
    private final Journal journal;
    private final Intents intents;
    private final Poller maxWait;
    private final InstantSource clock;

    public RegisterApplication(
            Applications applications,
            SoftwareStatements statements,
            Instances instances,
            ClientRegistrar registrar,
            StatementProbe probe,
            RevocationEvidence evidence,
            Journal journal,
            RegistrationPolicy policy,
            Identifiers identifiers,
            Pause pause,
            InstantSource clock) {
        this.applications = applications;
        this.statements = statements;
        this.instances = instances;
        this.registrar = registrar;
        this.probe = probe;
        this.evidence = evidence;
        this.journal = journal;
        this.intents = new Intents(policy, identifiers, clock);
        this.maxWait = new Poller(policy, pause, clock);
        this.clock = clock;
    }

    /** @param claims the statement's claims, a JSON object as text */
    public record Wish(
            ApplicationId id,
            String displayName,
            SoftwareStatement statement,
            String claims,
            Optional<RedirectUri> redirectUri,
            Optional<ServiceProvider> serviceProvider,
            RejectedCredentialsPolicy onRejectedCredentials) {}

    /** How it ended. */
    public sealed interface StoreResult {
        record Created(Application application) implements StoreResult {}

        record Updated(Application application) implements StoreResult {}

        record StatementRefused(RegistrationAnswer.StatementRefused.Code code) implements StoreResult {}

        record RedirectUriRefused() implements StoreResult {}

        /** Somebody else is proving the same statement and has not come to an end. */
        record InProgress() implements StoreResult {}

        record Unavailable(Failure failure, Instant retryAt) implements StoreResult {}
    }

    public StoreResult register(Wish wish) {
        return maxWait.until(() -> prove(wish), new StoreResult.InProgress());
    }

    /** Empty where somebody else's work has to be waited for. */
    private Optional<StoreResult> prove(Wish wish) {
        InstanceKey canary = InstanceKey.canaryOf(wish.id(), wish.statement().fingerprint());
        Optional<Instance> known = instances.read(canary).instance();
        if (known.isEmpty()) {
            return pursue(wish, intents.first(canary, wish.statement().fingerprint(), wish.redirectUri(), Device.NONE));
        }
        return switch (known.get().registration()) {
            case Attempt live when clock.instant().isBefore(live.leaseUntil()) -> Optional.empty();
            case Attempt abandoned -> pursue(wish, intents.takingOver(known.get(), abandoned));
            case Registration.Active _,
                    Registration.Suspect _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> Optional.of(putBack(wish, canary));
        };
    }

    /** A statement that has a canary: what became of it since that was made? */
    private StoreResult putBack(Wish wish, InstanceKey canary) {
        Optional<Application> known = applications.find(wish.id());
        Optional<Statement> statement = known.flatMap(
                application -> application.statement(wish.statement().fingerprint()));
        boolean active =
                statement.filter(had -> had.status() == StatementStatus.ACTIVE).isPresent();
        if (active && known.map(Application::currentStatement).equals(statement)) {
            return store(wish);
        }
        return switch (probe.present(wish.statement(), wish.id())) {
            case Finding.Good _ -> {
                StoreResult stored = store(wish);
                if (!active) {
                    evidence.submit(canary);
                }
                yield stored;
            }
            case Finding.Refused(var code) -> new StoreResult.StatementRefused(code);
            case Finding.Unknown(Failure failure) -> new StoreResult.Unavailable(failure, clock.instant());
        };
    }

    private Optional<StoreResult> pursue(Wish wish, Intent intent) {
        return switch (registrar.pursue(intent, () -> Optional.of(wish.statement()))) {
            case Ending.Activated _ -> Optional.of(store(wish));
            case Ending.StatementRefused(var code) -> Optional.of(new StoreResult.StatementRefused(code));
            case Ending.RedirectUriRefused _ -> Optional.of(new StoreResult.RedirectUriRefused());
            case Ending.Failed(Failure failure, Instant retryAt) ->
                Optional.of(new StoreResult.Unavailable(failure, retryAt));
            case Ending.Superseded _ -> Optional.empty();
        };
    }

    private StoreResult store(Wish wish) {
        try {
            statements.keep(wish.id(), wish.statement());
        } catch (VaultUnavailable _) {
            return new StoreResult.Unavailable(Failure.Unavailable.unsent("vault_unavailable"), clock.instant());
        }
        while (true) {
            Optional<Application> before = applications.find(wish.id());
            Optional<Application> stored = applications.store(changed(wish, before, clock.instant()));
            if (stored.isPresent()) {
                journal.note(new Entry.ApplicationStored(
                        wish.id(),
                        before.map(application -> application.currentStatement().fingerprint()),
                        wish.statement().fingerprint()));
                return before.isPresent()
                        ? new StoreResult.Updated(stored.get())
                        : new StoreResult.Created(stored.get());
            }
        }
    }

    private static Application changed(Wish wish, Optional<Application> before, Instant now) {
        Statement statement = Statement.stored(wish.statement().fingerprint(), wish.claims(), now);
        List<Statement> statements = before.map(
                        application -> application.serving(statement).statements())
                .orElseGet(() -> List.of(statement));
        return new Application(
                wish.id(),
                wish.displayName(),
                wish.redirectUri(),
                wish.serviceProvider(),
                wish.onRejectedCredentials(),
                statements,
                before.map(Application::createdAt).orElse(now),
                now,
                before.map(Application::version).orElse(0L));
    }
}
