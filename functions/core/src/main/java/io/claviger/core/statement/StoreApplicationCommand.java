package io.claviger.core.statement;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Safeguards;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for an application to be stored.
 *
 * @param claims the statement's claims, a JSON object as text
 * @param redirectUri what instances register with when they name none
 * @param serviceProvider the channel whose protected API the revocation check asks; empty for the deployment's default
 */
public record StoreApplicationCommand(
        ApplicationId id,
        String displayName,
        SoftwareStatement statement,
        String claims,
        Optional<RedirectUri> redirectUri,
        Optional<ServiceProvider> serviceProvider,
        RejectedCredentialsPolicy onRejectedCredentials) {

    /** Whether the canary was registered with another redirect URI, or with none. */
    boolean differsFrom(Instance canary) {
        return !canary.redirectUri().equals(redirectUri);
    }

    /** The application that this command makes of the stored one. The probe begins again. */
    Application applyTo(Optional<Application> stored, Instant now) {
        StatementRecord current = StatementRecord.stored(statement.fingerprint(), claims, now);
        List<StatementRecord> statements = stored.map(
                        application -> application.withCurrent(current).statements())
                .orElseGet(() -> List.of(current));
        return new Application(
                id,
                displayName,
                redirectUri,
                serviceProvider,
                onRejectedCredentials,
                stored.filter(application -> application.serviceProvider().equals(serviceProvider))
                                .isPresent()
                        ? statements
                        : statements.stream()
                                .map(StatementRecord::withUnprovenServiceProvider)
                                .toList(),
                stored.map(Application::safeguards).orElse(Safeguards.NONE).withProbe(false),
                stored.map(Application::enrolmentKeys).orElse(EnrolmentKeys.NONE),
                stored.map(Application::createdAt).orElse(now),
                now,
                stored.map(Application::version).orElse(0L));
    }
}
