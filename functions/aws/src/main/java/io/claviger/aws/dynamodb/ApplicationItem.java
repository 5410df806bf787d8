package io.claviger.aws.dynamodb;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.ApplicationStatus;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Safeguards;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An application as an item of the table {@code applications}. It holds no secret: statements are in the vault, and of enrolment keys it has their SHA-256. Their
 * claims are in {@link StatementClaims}; an older version kept them here.
 */
final class ApplicationItem {
    /** The hash key. */
    static final String KEY = "applicationId";

    static final String VERSION = "version";

    private ApplicationItem() {}

    static Map<String, AttributeValue> write(Application application) {
        return new ItemWriter()
                .text(KEY, application.id().value())
                .text("displayName", application.displayName())
                .text("redirectUri", application.redirectUri().map(RedirectUri::value))
                .text("serviceProvider", application.serviceProvider().map(ServiceProvider::value))
                .text(
                        "onRejectedCredentials",
                        application.onRejectedCredentials().name())
                .items(
                        "statements",
                        application.statements().stream()
                                .map(ApplicationItem::write)
                                .toList())
                .flag("probeStopped", application.safeguards().probeStopped())
                .number("quarantinesLeft", application.safeguards().quarantinesLeft())
                .time("quarantinesUntil", application.safeguards().quarantinesUntil())
                .text("enrolmentKey", application.enrolmentKeys().current())
                .text(
                        "previousEnrolmentKey",
                        application.enrolmentKeys().previous().map(EnrolmentKeys.Previous::sha256))
                .time(
                        "previousEnrolmentKeyUntil",
                        application.enrolmentKeys().previous().map(EnrolmentKeys.Previous::until))
                .time("createdAt", application.createdAt())
                .time("updatedAt", application.updatedAt())
                .number(VERSION, application.version())
                .done();
    }

    static ApplicationStatus status(Map<String, AttributeValue> attributes) {
        return new ApplicationStatus(new ItemReader(attributes)
                .items("statements").stream()
                        .filter(statement -> status(statement) == StatementStatus.REVOKED)
                        .map(ApplicationItem::fingerprint)
                        .collect(Collectors.toSet()));
    }

    /** @param claims the item of {@link StatementClaims}, empty if there is none */
    static Application read(Map<String, AttributeValue> attributes, Map<String, AttributeValue> claims) {
        ItemReader kept = new ItemReader(claims);
        ItemReader item = new ItemReader(attributes);
        return new Application(
                new ApplicationId(item.text(KEY)),
                item.text("displayName"),
                item.optionalText("redirectUri").map(RedirectUri::new),
                item.optionalText("serviceProvider").map(ServiceProvider::new),
                RejectedCredentialsPolicy.valueOf(item.text("onRejectedCredentials")),
                item.items("statements").stream()
                        .map(statement -> statement(statement, kept))
                        .toList(),
                safeguards(item),
                new EnrolmentKeys(
                        item.optionalText("enrolmentKey"),
                        item.optionalText("previousEnrolmentKey")
                                .map(sha256 ->
                                        new EnrolmentKeys.Previous(sha256, item.time("previousEnrolmentKeyUntil")))),
                item.time("createdAt"),
                item.time("updatedAt"),
                item.number(VERSION));
    }

    private static Safeguards safeguards(ItemReader item) {
        return item.optionalTime("quarantinesUntil")
                .map(until -> new Safeguards(
                        item.flag("probeStopped"), Math.toIntExact(item.number("quarantinesLeft")), until))
                .orElse(Safeguards.NONE);
    }

    private static ItemWriter write(StatementRecord statement) {
        ItemWriter item = new ItemWriter()
                .text("fingerprint", statement.fingerprint().hex())
                .text("status", statement.status().name())
                .time("storedAt", statement.storedAt())
                .time("checkedAt", statement.checkedAt())
                .time("checkBegunAt", statement.checkBegunAt())
                .time("restoredAt", statement.restoredAt())
                .flag("revocationAnnounced", statement.revocationAnnounced())
                .flag("serviceProviderProven", statement.serviceProviderProven());
        statement
                .evidence()
                .ifPresent(evidence -> item.item(
                        "evidence",
                        new ItemWriter()
                                .text("where", evidence.where())
                                .text("code", evidence.code())
                                .time("seenAt", evidence.seenAt())));
        return item;
    }

    private static StatementRecord statement(ItemReader item, ItemReader claims) {
        StatementFingerprint fingerprint = fingerprint(item);
        return new StatementRecord(
                fingerprint,
                item.optionalText("claims").orElseGet(() -> claims.text(fingerprint.hex())),
                status(item),
                item.time("storedAt"),
                item.optionalTime("checkedAt"),
                item.optionalTime("checkBegunAt"),
                item.optionalTime("restoredAt"),
                item.optionalItem("evidence").map(ApplicationItem::evidence),
                item.flag("revocationAnnounced"),
                item.flag("serviceProviderProven"));
    }

    private static StatementFingerprint fingerprint(ItemReader statement) {
        return new StatementFingerprint(statement.text("fingerprint"));
    }

    private static StatementStatus status(ItemReader statement) {
        return StatementStatus.valueOf(statement.text("status"));
    }

    private static Evidence evidence(ItemReader item) {
        return new Evidence(item.text("where"), item.text("code"), item.time("seenAt"));
    }
}
