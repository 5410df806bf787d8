package io.claviger.aws.vault;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.InstanceKey;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * The names of a deployment's secrets. {@code template.yaml} grants access by them. An id holds no slash, so it cannot
 * name another application's secret.
 */
public record SecretNames(String stage) {
    private static final String CANARY_PREFIX = "_canary-";

    /**
     * Canaries have a prefix of their own, so that the revocation check needs no access to other instances'
     * credentials.
     */
    String clientCredentials(InstanceKey key) {
        String instance = key.instance().value();
        return key.isCanary()
                ? "%s/canaries/%s".formatted(folder(key.application()), instance.substring(CANARY_PREFIX.length()))
                : "%s/instances/%s".formatted(folder(key.application()), instance);
    }

    String softwareStatement(ApplicationId application) {
        return folder(application) + "/software-statement";
    }

    Tag[] tags(ApplicationId application) {
        return new Tag[] {
            Tag.builder().key("claviger:stage").value(stage).build(),
            Tag.builder().key("claviger:application").value(application.value()).build()
        };
    }

    private String folder(ApplicationId application) {
        return "claviger/%s/applications/%s".formatted(stage, application);
    }
}
