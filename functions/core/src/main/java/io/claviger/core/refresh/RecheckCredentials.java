package io.claviger.core.refresh;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.CoolDown;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Requests a token once more with a refused client before that client is replaced. Replacing a client signs a viewer
 * out, and while a statement is revoked Adobe refuses every client of it.
 */
public final class RecheckCredentials {
    private final Instances instances;
    private final CredentialVault vault;
    private final AuthorizationServer authorizationServer;
    private final Journal journal;
    private final CoolDown coolDown;
    private final InstantSource clock;

    public RecheckCredentials(
            Instances instances,
            CredentialVault vault,
            AuthorizationServer authorizationServer,
            Journal journal,
            CoolDown coolDown,
            InstantSource clock) {
        this.instances = instances;
        this.vault = vault;
        this.authorizationServer = authorizationServer;
        this.journal = journal;
        this.coolDown = coolDown;
        this.clock = clock;
    }

    /** How the request ended. */
    public sealed interface RecheckResult {
        /** The client works, and the instance is active with it again. */
        record Working(Instance instance) implements RecheckResult {}

        /** Adobe still refuses the client, or the vault has none. */
        record Refused() implements RecheckResult {}

        /** Neither is known before {@code retryAt}. */
        record Unknown(CallFailure failure, Instant retryAt) implements RecheckResult {}

        /** Another process changed the instance meanwhile: look again. */
        record Superseded() implements RecheckResult {}
    }

    public RecheckResult recheck(Instance quarantined) {
        Instant now = clock.instant();
        if (quarantined.refreshState().coolingDown(now)) {
            return new RecheckResult.Unknown(
                    quarantined.refreshState().reasonToCoolDown(),
                    quarantined.refreshState().coolDownUntil().orElse(now));
        }
        return switch (vault.find(quarantined.key())) {
            case StoredCredentials.Present(ClientWithSecret held) -> requestToken(quarantined, held);
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ -> new RecheckResult.Refused();
            case StoredCredentials.Unreadable(StorageFailure failure) ->
                new RecheckResult.Unknown(new CallFailure.Storage(failure), now);
        };
    }

    private RecheckResult requestToken(Instance quarantined, ClientWithSecret held) {
        TokenRequest request =
                TokenRequest.send(authorizationServer, authorizationServer, held.credentials(), quarantined.device());
        return switch (request.answer()) {
            case TokenAnswer.Issued _ ->
                activate(
                        quarantined.proved(quarantined.device(), request.device()),
                        held.client().provedNow());
            case TokenAnswer.ClientRefused _ -> new RecheckResult.Refused();
            case TokenAnswer.Failed(Failure failure) -> {
                CallFailure upstream = new CallFailure.Upstream(failure);
                Duration pause = coolDown.after(quarantined.refreshState().failures(), upstream);
                Instant retryAt = clock.instant().plus(pause);
                instances
                        .store(quarantined.failed(upstream, retryAt))
                        .ifPresent(failed -> journal.note(Entry.CoolDownBegun.of(failed, pause)));
                yield new RecheckResult.Unknown(upstream, retryAt);
            }
        };
    }

    /** Activates the vault's client: a slow attempt may have stored it after the instance's last known client. */
    private RecheckResult activate(Instance quarantined, Client client) {
        Optional<Instance> active = instances.store(quarantined.activated(client));
        active.ifPresent(instance -> journal.note(Entry.InstanceChanged.between(quarantined, instance)));
        return active.<RecheckResult>map(RecheckResult.Working::new).orElseGet(RecheckResult.Superseded::new);
    }
}
