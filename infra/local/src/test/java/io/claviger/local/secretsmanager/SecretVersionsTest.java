package io.claviger.local.secretsmanager;

import static io.claviger.local.secretsmanager.SecretsClient.OTHER_TOKEN;
import static io.claviger.local.secretsmanager.SecretsClient.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class SecretVersionsTest {
    private final SecretsClient secrets = new SecretsClient();

    @Test
    void a_value_is_found_by_name_arn_or_partial_arn_and_by_version_and_stage() throws InterruptedException {
        String arn = secrets.create("a/b", "one", TOKEN).path("ARN").asText();
        secrets.call(
                "PutSecretValue", "{'SecretId':'a/b','SecretString':'two','ClientRequestToken':'" + OTHER_TOKEN + "'}");

        assertThat(secrets.value(arn, "{}")).isEqualTo("two");
        assertThat(secrets.value(arn.substring(0, arn.length() - 7), "{}")).isEqualTo("two");
        assertThat(secrets.value("a/b", "{'VersionStage':'AWSPREVIOUS'}")).isEqualTo("one");
        assertThat(secrets.value("a/b", "{'VersionId':'" + TOKEN + "'}")).isEqualTo("one");
        secrets.assertRefused(
                "InvalidRequestException",
                "GetSecretValue",
                "{'SecretId':'a/b','VersionId':'" + TOKEN + "','VersionStage':'AWSCURRENT'}");
        secrets.assertRefused(
                "ResourceNotFoundException", "GetSecretValue", "{'SecretId':'a/b','VersionStage':'NONE'}");
        secrets.assertRefused("ResourceNotFoundException", "GetSecretValue", "{'SecretId':'nobody'}");
    }

    @Test
    void putting_a_value_moves_the_labels_and_never_changes_a_version() throws InterruptedException {
        secrets.create("a", "one", TOKEN);
        String put = "{'SecretId':'a','SecretString':'two','ClientRequestToken':'" + OTHER_TOKEN + "'}";
        JsonNode answer = secrets.call("PutSecretValue", put);
        assertThat(answer.path("VersionStages")).extracting(JsonNode::asText).containsExactly("AWSCURRENT");
        assertThat(secrets.call("PutSecretValue", put)).isEqualTo(answer);
        secrets.assertRefused("ResourceExistsException", "PutSecretValue", put.replace("two", "three"));

        JsonNode stages = secrets.call("DescribeSecret", "{'SecretId':'a'}").path("VersionIdsToStages");
        assertThat(stages.path(TOKEN)).extracting(JsonNode::asText).containsExactly("AWSPREVIOUS");
        assertThat(stages.path(OTHER_TOKEN)).extracting(JsonNode::asText).containsExactly("AWSCURRENT");

        secrets.call("PutSecretValue", "{'SecretId':'a','SecretString':'three','VersionStages':['AWSPENDING']}");
        assertThat(secrets.value("a", "{}")).isEqualTo("two");
        assertThat(secrets.value("a", "{'VersionStage':'AWSPENDING'}")).isEqualTo("three");
    }

    @Test
    void a_version_without_labels_is_deprecated_but_still_readable() throws InterruptedException {
        secrets.create("a", "one", TOKEN);
        secrets.call("UpdateSecret", "{'SecretId':'a','SecretString':'two'}");
        secrets.call("UpdateSecret", "{'SecretId':'a','SecretString':'three'}");

        assertThat(secrets.call("DescribeSecret", "{'SecretId':'a'}").path("VersionIdsToStages"))
                .hasSize(2);
        assertThat(secrets.value("a", "{'VersionId':'" + TOKEN + "'}")).isEqualTo("one");
    }

    @Test
    void a_label_moves_only_if_the_request_names_its_version() throws InterruptedException {
        secrets.create("a", "one", TOKEN);
        secrets.call(
                "PutSecretValue", "{'SecretId':'a','SecretString':'two','ClientRequestToken':'" + OTHER_TOKEN + "'}");
        String back = "{'SecretId':'a','VersionStage':'AWSCURRENT','MoveToVersionId':'" + TOKEN + "'";

        secrets.assertRefused("InvalidParameterException", "UpdateSecretVersionStage", back + "}");
        secrets.assertRefused(
                "InvalidParameterException",
                "UpdateSecretVersionStage",
                "{'SecretId':'a','VersionStage':'AWSCURRENT','RemoveFromVersionId':'" + OTHER_TOKEN + "'}");
        secrets.call("UpdateSecretVersionStage", back + ",'RemoveFromVersionId':'" + OTHER_TOKEN + "'}");

        assertThat(secrets.value("a", "{}")).isEqualTo("one");
        assertThat(secrets.value("a", "{'VersionStage':'AWSPREVIOUS'}")).isEqualTo("two");
    }
}
