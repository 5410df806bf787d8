package io.claviger.local.secretsmanager;

import static io.claviger.local.secretsmanager.SecretsClient.OTHER_TOKEN;
import static io.claviger.local.secretsmanager.SecretsClient.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsManagerTest {
    private final SecretsClient secrets = new SecretsClient();

    @Test
    void repeating_a_creation_with_the_same_token_and_value_gives_the_same_answer() throws InterruptedException {
        JsonNode first = secrets.create("a/b", "one", TOKEN);

        assertThat(first.path("ARN").asText())
                .matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:a/b-[A-Za-z0-9]{6}");
        assertThat(first.path("VersionId").asText()).isEqualTo(TOKEN);
        assertThat(secrets.create("a/b", "one", TOKEN)).isEqualTo(first);
    }

    @Test
    void another_value_or_another_token_for_an_existing_name_is_refused() throws InterruptedException {
        secrets.create("a", "one", TOKEN);

        secrets.assertRefused("ResourceExistsException", "CreateSecret", SecretsClient.creation("a", "two", TOKEN));
        secrets.assertRefused(
                "ResourceExistsException", "CreateSecret", SecretsClient.creation("a", "one", OTHER_TOKEN));
        assertThat(secrets.value("a", "{}")).isEqualTo("one");
    }

    @Test
    void a_name_whose_deletion_is_scheduled_cannot_be_created_even_with_the_same_token() throws InterruptedException {
        secrets.create("a", "one", TOKEN);
        secrets.call("DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");

        secrets.assertRefused("InvalidRequestException", "CreateSecret", SecretsClient.creation("a", "one", TOKEN));
        secrets.assertRefused("InvalidRequestException", "GetSecretValue", "{'SecretId':'a'}");
        secrets.assertRefused("InvalidRequestException", "PutSecretValue", "{'SecretId':'a','SecretString':'x'}");
    }

    @Test
    void a_deleted_secret_is_restored_within_its_window_and_gone_after_it() throws InterruptedException {
        secrets.create("a", "one", TOKEN);
        JsonNode deletion = secrets.call("DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");
        assertThat(deletion.path("DeletionDate").asLong())
                .isEqualTo(secrets.now.get().plus(Duration.ofDays(7)).getEpochSecond());

        secrets.now.set(secrets.now.get().plus(Duration.ofDays(7)).minusSeconds(1));
        secrets.call("RestoreSecret", "{'SecretId':'a'}");
        assertThat(secrets.value("a", "{}")).isEqualTo("one");

        secrets.call("DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");
        secrets.now.set(secrets.now.get().plus(Duration.ofDays(7)));
        secrets.assertRefused("ResourceNotFoundException", "RestoreSecret", "{'SecretId':'a'}");
        secrets.create("a", "new", OTHER_TOKEN);
    }

    @Test
    void the_recovery_window_is_between_7_and_30_days_and_excludes_a_forced_deletion() throws InterruptedException {
        secrets.create("a", "one", TOKEN);

        secrets.assertRefused("InvalidParameterException", "DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':6}");
        secrets.assertRefused(
                "InvalidParameterException", "DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':31}");
        secrets.assertRefused(
                "InvalidParameterException",
                "DeleteSecret",
                "{'SecretId':'a','RecoveryWindowInDays':7,'ForceDeleteWithoutRecovery':true}");
        secrets.call("DeleteSecret", "{'SecretId':'a','ForceDeleteWithoutRecovery':true}");
        secrets.assertRefused("ResourceNotFoundException", "DescribeSecret", "{'SecretId':'a'}");
        secrets.call("DeleteSecret", "{'SecretId':'never-was','ForceDeleteWithoutRecovery':true}");
    }

    @Test
    void a_list_has_pages_and_a_filter_and_omits_secrets_to_be_deleted() throws InterruptedException {
        for (String name : List.of("x/1", "x/2", "x/3", "y/1")) {
            secrets.create(name, "v", TOKEN);
        }
        secrets.call("TagResource", "{'SecretId':'x/2','Tags':[{'Key':'team','Value':'tv'}]}");
        secrets.call("DeleteSecret", "{'SecretId':'x/3'}");

        JsonNode page = secrets.call("ListSecrets", "{'MaxResults':2}");
        assertThat(names(page)).containsExactly("x/1", "x/2");
        assertThat(names(secrets.call(
                        "ListSecrets", "{'NextToken':'" + page.path("NextToken").asText() + "'}")))
                .containsExactly("y/1");
        assertThat(names(secrets.call("ListSecrets", "{'IncludePlannedDeletion':true}")))
                .contains("x/3");
        assertThat(names(secrets.call("ListSecrets", "{'Filters':[{'Key':'name','Values':['x/']}]}")))
                .containsExactly("x/1", "x/2");
        assertThat(names(secrets.call("ListSecrets", "{'Filters':[{'Key':'name','Values':['!x/']}]}")))
                .containsExactly("y/1");
        secrets.assertRefused(
                "ValidationException", "ListSecrets", "{'Filters':[{'Key':'tag-key','Values':['team']}]}");
        assertThat(secrets.call("DescribeSecret", "{'SecretId':'x/2'}")
                        .at("/Tags/0/Value")
                        .asText())
                .isEqualTo("tv");
        secrets.call("UntagResource", "{'SecretId':'x/2','TagKeys':['team']}");
        assertThat(secrets.call("DescribeSecret", "{'SecretId':'x/2'}").path("Tags"))
                .isEmpty();
        secrets.assertRefused("InvalidNextTokenException", "ListSecrets", "{'NextToken':'mine'}");
    }

    @Test
    void names_tokens_and_values_obey_the_limits_of_aws() throws InterruptedException {
        secrets.assertRefused("ValidationException", "CreateSecret", SecretsClient.creation("no spaces", "v", TOKEN));
        secrets.assertRefused(
                "ValidationException", "CreateSecret", SecretsClient.creation("a".repeat(513), "v", TOKEN));
        secrets.assertRefused("ValidationException", "CreateSecret", SecretsClient.creation("a", "v", "short"));
        secrets.assertRefused("ValidationException", "CreateSecret", SecretsClient.creation("a", "v", "x".repeat(65)));
        secrets.assertRefused(
                "ValidationException", "CreateSecret", SecretsClient.creation("a", "v".repeat(65_537), TOKEN));
        secrets.assertRefused(
                "InvalidParameterException", "CreateSecret", "{'Name':'a','SecretString':'v','SecretBinary':'dg=='}");
        secrets.assertRefused("UnknownOperationException", "MakeCoffee", "{}");
        secrets.create("a", "v".repeat(65_536), TOKEN);
    }

    @Test
    void a_batch_has_the_values_of_secrets_and_an_error_for_each_unreadable_one() throws InterruptedException {
        secrets.create("a", "one", TOKEN);
        secrets.create("b", "two", TOKEN);
        secrets.call("DeleteSecret", "{'SecretId':'b'}");

        JsonNode batch = secrets.call("BatchGetSecretValue", "{'SecretIdList':['a','b','c']}");

        assertThat(batch.path("SecretValues"))
                .extracting(value -> value.path("SecretString").asText())
                .containsExactly("one");
        assertThat(batch.path("Errors"))
                .extracting(error -> error.path("ErrorCode").asText())
                .containsExactly("InvalidRequestException", "ResourceNotFoundException");
    }

    @Test
    void a_rotation_runs_its_functions_four_steps() throws InterruptedException {
        secrets.create("a", "one", TOKEN);
        secrets.assertRefused("InvalidRequestException", "RotateSecret", "{'SecretId':'a'}");

        secrets.call(
                "RotateSecret",
                "{'SecretId':'a','RotationLambdaARN':'arn:f','RotationRules':{'AutomaticallyAfterDays':30}}");

        assertThat(secrets.steps).containsExactly("createSecret", "setSecret", "testSecret", "finishSecret");
        assertThat(secrets.call("DescribeSecret", "{'SecretId':'a'}")
                        .path("RotationEnabled")
                        .asBoolean())
                .isTrue();
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("SecretList").forEach(secret -> names.add(secret.path("Name").asText()));
        return names;
    }
}
