package io.claviger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.storage.VaultUnavailable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class FailureDescriptionTest {
    private static final String MARK = "mark3d-s3cr3t";

    @Test
    void a_description_holds_no_message() {
        Throwable failure = new IllegalStateException(MARK, new IllegalArgumentException(MARK));
        assertThat(FailureDescription.of(failure))
                .contains("IllegalStateException", "IllegalArgumentException", "FailureDescriptionTest")
                .doesNotContain(MARK);
    }

    @Test
    void a_description_begins_with_the_operation_and_the_answer_of_aws() {
        AwsServiceException refused = AwsServiceException.builder()
                .message(MARK)
                .statusCode(400)
                .requestId("4d1a8a4e")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("SecretsManager")
                        .errorCode("InvalidRequestException")
                        .errorMessage(MARK)
                        .build())
                .build();
        String description = FailureDescription.of(new VaultUnavailable("reading the sealing keyset failed", refused));
        assertThat(description)
                .startsWith("io.claviger.core.storage.VaultUnavailable (reading the sealing keyset failed), caused by "
                        + "software.amazon.awssdk.awscore.exception.AwsServiceException"
                        + " (SecretsManager InvalidRequestException 400, request 4d1a8a4e); at io.claviger")
                .doesNotContain(MARK);
    }
}
