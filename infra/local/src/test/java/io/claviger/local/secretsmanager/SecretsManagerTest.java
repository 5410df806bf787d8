package io.claviger.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.AwsEnvironment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretsManagerTest {
    private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
    private static final String OTHER_TOKEN = "22222222-2222-2222-2222-222222222222";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final List<String> steps = new ArrayList<>();
    private final AwsCaller aws = new AwsCaller(
            Map.of(
                    "secretsmanager",
                    new SecretsManager(
                            AwsEnvironment.local(URI.create("http://localhost:1"), URI.create("http://localhost:2")),
                            now::get,
                            Optional.empty(),
                            (function, event) -> steps.add(event.path("Step").asText()))),
            "us-east-1");

    @Test
    void repeating_a_creation_with_the_same_token_and_value_gives_the_same_answer() throws InterruptedException {
        JsonNode first = create("a/b", "one", TOKEN);

        assertThat(first.path("ARN").asText())
                .matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:a/b-[A-Za-z0-9]{6}");
        assertThat(first.path("VersionId").asText()).isEqualTo(TOKEN);
        assertThat(create("a/b", "one", TOKEN)).isEqualTo(first);
    }

    @Test
    void another_value_or_another_token_for_an_existing_name_is_refused() throws InterruptedException {
        create("a", "one", TOKEN);

        assertRefused("ResourceExistsException", "CreateSecret", creation("a", "two", TOKEN));
        assertRefused("ResourceExistsException", "CreateSecret", creation("a", "one", OTHER_TOKEN));
        assertThat(value("a", "{}")).isEqualTo("one");
    }

    @Test
    void a_name_whose_deletion_is_scheduled_cannot_be_created_even_with_the_same_token() throws InterruptedException {
        create("a", "one", TOKEN);
        call("DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");

        assertRefused("InvalidRequestException", "CreateSecret", creation("a", "one", TOKEN));
        assertRefused("InvalidRequestException", "GetSecretValue", "{'SecretId':'a'}");
        assertRefused("InvalidRequestException", "PutSecretValue", "{'SecretId':'a','SecretString':'x'}");
    }

    @Test
    void a_deleted_secret_is_restored_within_its_window_and_gone_after_it() throws InterruptedException {
        create("a", "one", TOKEN);
        JsonNode deletion = call("DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");
        assertThat(deletion.path("DeletionDate").asLong())
                .isEqualTo(now.get().plus(Duration.ofDays(7)).getEpochSecond());

        now.set(now.get().plus(Duration.ofDays(7)).minusSeconds(1));
        call("RestoreSecret", "{'SecretId':'a'}");
        assertThat(value("a", "{}")).isEqualTo("one");

        call("DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");
        now.set(now.get().plus(Duration.ofDays(7)));
        assertRefused("ResourceNotFoundException", "RestoreSecret", "{'SecretId':'a'}");
        create("a", "new", OTHER_TOKEN);
    }

    @Test
    void the_recovery_window_is_between_7_and_30_days_and_excludes_a_forced_deletion() throws InterruptedException {
        create("a", "one", TOKEN);

        assertRefused("InvalidParameterException", "DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':6}");
        assertRefused("InvalidParameterException", "DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':31}");
        assertRefused(
                "InvalidParameterException",
                "DeleteSecret",
                "{'SecretId':'a','RecoveryWindowInDays':7,'ForceDeleteWithoutRecovery':true}");
        call("DeleteSecret", "{'SecretId':'a','ForceDeleteWithoutRecovery':true}");
        assertRefused("ResourceNotFoundException", "DescribeSecret", "{'SecretId':'a'}");
        call("DeleteSecret", "{'SecretId':'never-was','ForceDeleteWithoutRecovery':true}");
    }

    @Test
    void a_value_is_found_by_name_arn_or_partial_arn_and_by_version_and_stage() throws InterruptedException {
        String arn = create("a/b", "one", TOKEN).path("ARN").asText();
        call("PutSecretValue", "{'SecretId':'a/b','SecretString':'two','ClientRequestToken':'" + OTHER_TOKEN + "'}");

        assertThat(value(arn, "{}")).isEqualTo("two");
        assertThat(value(arn.substring(0, arn.length() - 7), "{}")).isEqualTo("two");
        assertThat(value("a/b", "{'VersionStage':'AWSPREVIOUS'}")).isEqualTo("one");
        assertThat(value("a/b", "{'VersionId':'" + TOKEN + "'}")).isEqualTo("one");
        assertRefused(
                "InvalidRequestException",
                "GetSecretValue",
                "{'SecretId':'a/b','VersionId':'" + TOKEN + "','VersionStage':'AWSCURRENT'}");
        assertRefused("ResourceNotFoundException", "GetSecretValue", "{'SecretId':'a/b','VersionStage':'NONE'}");
        assertRefused("ResourceNotFoundException", "GetSecretValue", "{'SecretId':'nobody'}");
    }

    @Test
    void putting_a_value_moves_the_labels_and_never_changes_a_version() throws InterruptedException {
        create("a", "one", TOKEN);
        String put = "{'SecretId':'a','SecretString':'two','ClientRequestToken':'" + OTHER_TOKEN + "'}";
        JsonNode answer = call("PutSecretValue", put);
        assertThat(answer.path("VersionStages")).extracting(JsonNode::asText).containsExactly("AWSCURRENT");
        assertThat(call("PutSecretValue", put)).isEqualTo(answer);
        assertRefused("ResourceExistsException", "PutSecretValue", put.replace("two", "three"));

        JsonNode stages = call("DescribeSecret", "{'SecretId':'a'}").path("VersionIdsToStages");
        assertThat(stages.path(TOKEN)).extracting(JsonNode::asText).containsExactly("AWSPREVIOUS");
        assertThat(stages.path(OTHER_TOKEN)).extracting(JsonNode::asText).containsExactly("AWSCURRENT");

        call("PutSecretValue", "{'SecretId':'a','SecretString':'three','VersionStages':['AWSPENDING']}");
        assertThat(value("a", "{}")).isEqualTo("two");
        assertThat(value("a", "{'VersionStage':'AWSPENDING'}")).isEqualTo("three");
    }

    @Test
    void a_version_without_labels_is_deprecated_but_still_readable() throws InterruptedException {
        create("a", "one", TOKEN);
        call("UpdateSecret", "{'SecretId':'a','SecretString':'two'}");
        call("UpdateSecret", "{'SecretId':'a','SecretString':'three'}");

        assertThat(call("DescribeSecret", "{'SecretId':'a'}").path("VersionIdsToStages"))
                .hasSize(2);
        assertThat(value("a", "{'VersionId':'" + TOKEN + "'}")).isEqualTo("one");
    }

    @Test
    void a_label_moves_only_if_the_request_names_its_version() throws InterruptedException {
        create("a", "one", TOKEN);
        call("PutSecretValue", "{'SecretId':'a','SecretString':'two','ClientRequestToken':'" + OTHER_TOKEN + "'}");
        String back = "{'SecretId':'a','VersionStage':'AWSCURRENT','MoveToVersionId':'" + TOKEN + "'";

        assertRefused("InvalidParameterException", "UpdateSecretVersionStage", back + "}");
        assertRefused(
                "InvalidParameterException",
                "UpdateSecretVersionStage",
                "{'SecretId':'a','VersionStage':'AWSCURRENT','RemoveFromVersionId':'" + OTHER_TOKEN + "'}");
        call("UpdateSecretVersionStage", back + ",'RemoveFromVersionId':'" + OTHER_TOKEN + "'}");

        assertThat(value("a", "{}")).isEqualTo("one");
        assertThat(value("a", "{'VersionStage':'AWSPREVIOUS'}")).isEqualTo("two");
    }

    @Test
    void a_list_has_pages_and_a_filter_and_omits_secrets_to_be_deleted() throws InterruptedException {
        for (String name : List.of("x/1", "x/2", "x/3", "y/1")) {
            create(name, "v", TOKEN);
        }
        call("TagResource", "{'SecretId':'x/2','Tags':[{'Key':'team','Value':'tv'}]}");
        call("DeleteSecret", "{'SecretId':'x/3'}");

        JsonNode page = call("ListSecrets", "{'MaxResults':2}");
        assertThat(names(page)).containsExactly("x/1", "x/2");
        assertThat(names(call(
                        "ListSecrets", "{'NextToken':'" + page.path("NextToken").asText() + "'}")))
                .containsExactly("y/1");
        assertThat(names(call("ListSecrets", "{'IncludePlannedDeletion':true}")))
                .contains("x/3");
        assertThat(names(call("ListSecrets", "{'Filters':[{'Key':'name','Values':['x/']}]}")))
                .containsExactly("x/1", "x/2");
        assertThat(names(call("ListSecrets", "{'Filters':[{'Key':'name','Values':['!x/']}]}")))
                .containsExactly("y/1");
        assertRefused("ValidationException", "ListSecrets", "{'Filters':[{'Key':'tag-key','Values':['team']}]}");
        assertThat(call("DescribeSecret", "{'SecretId':'x/2'}")
                        .at("/Tags/0/Value")
                        .asText())
                .isEqualTo("tv");
        call("UntagResource", "{'SecretId':'x/2','TagKeys':['team']}");
        assertThat(call("DescribeSecret", "{'SecretId':'x/2'}").path("Tags")).isEmpty();
        assertRefused("InvalidNextTokenException", "ListSecrets", "{'NextToken':'mine'}");
    }

    @Test
    void names_tokens_and_values_obey_the_limits_of_aws() throws InterruptedException {
        assertRefused("ValidationException", "CreateSecret", creation("no spaces", "v", TOKEN));
        assertRefused("ValidationException", "CreateSecret", creation("a".repeat(513), "v", TOKEN));
        assertRefused("ValidationException", "CreateSecret", creation("a", "v", "short"));
        assertRefused("ValidationException", "CreateSecret", creation("a", "v", "x".repeat(65)));
        assertRefused("ValidationException", "CreateSecret", creation("a", "v".repeat(65_537), TOKEN));
        assertRefused(
                "InvalidParameterException", "CreateSecret", "{'Name':'a','SecretString':'v','SecretBinary':'dg=='}");
        assertRefused("UnknownOperationException", "MakeCoffee", "{}");
        create("a", "v".repeat(65_536), TOKEN);
    }

    @Test
    void a_batch_has_the_values_of_secrets_and_an_error_for_each_unreadable_one() throws InterruptedException {
        create("a", "one", TOKEN);
        create("b", "two", TOKEN);
        call("DeleteSecret", "{'SecretId':'b'}");

        JsonNode batch = call("BatchGetSecretValue", "{'SecretIdList':['a','b','c']}");

        assertThat(batch.path("SecretValues"))
                .extracting(value -> value.path("SecretString").asText())
                .containsExactly("one");
        assertThat(batch.path("Errors"))
                .extracting(error -> error.path("ErrorCode").asText())
                .containsExactly("InvalidRequestException", "ResourceNotFoundException");
    }

    @Test
    void a_rotation_runs_its_functions_four_steps() throws InterruptedException {
        create("a", "one", TOKEN);
        assertRefused("InvalidRequestException", "RotateSecret", "{'SecretId':'a'}");

        call(
                "RotateSecret",
                "{'SecretId':'a','RotationLambdaARN':'arn:f','RotationRules':{'AutomaticallyAfterDays':30}}");

        assertThat(steps).containsExactly("createSecret", "setSecret", "testSecret", "finishSecret");
        assertThat(call("DescribeSecret", "{'SecretId':'a'}")
                        .path("RotationEnabled")
                        .asBoolean())
                .isTrue();
    }

    private JsonNode create(String name, String value, String token) throws InterruptedException {
        return call("CreateSecret", creation(name, value, token));
    }

    private static String creation(String name, String value, String token) {
        return "{'Name':'" + name + "','SecretString':'" + value + "','ClientRequestToken':'" + token + "'}";
    }

    private String value(String id, String more) throws InterruptedException {
        String rest = more.equals("{}") ? "}" : "," + more.substring(1);
        return call("GetSecretValue", "{'SecretId':'" + id + "'" + rest)
                .path("SecretString")
                .asText();
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("SecretList").forEach(secret -> names.add(secret.path("Name").asText()));
        return names;
    }

    private void assertRefused(String code, String operation, String request) {
        assertThatThrownBy(() -> call(operation, request))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private JsonNode call(String operation, String request) throws InterruptedException {
        JsonNode body = JsonNodes.parse(request.replace('\'', '"')).orElseThrow();
        return aws.call("secretsmanager", operation, body);
    }
}
