package io.claviger.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateReaderTest {
    private static final AwsEnvironment AWS = AwsEnvironment.local(URI.create("http://localhost:4566"));
    private static final String FUNCTION = """
            Parameters:
              Stage: { Type: String, Default: dev, AllowedPattern: "[a-z]+" }
              Size: { Type: Number, Default: 256, MinValue: 128, MaxValue: 1024 }
            Conditions:
              IsProd: !Equals [!Ref Stage, prod]
              IsDev: !Not [!Equals [!Ref Stage, prod]]
            Globals:
              Function:
                Runtime: java25
                Handler: a.B
                Environment: { Variables: { SHARED: from-globals, OWN: from-globals } }
            Resources:
              One:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: one/function.zip
                  MemorySize: !Ref Size
                  Timeout: !If [IsDev, 7, 9]
                  Environment:
                    Variables:
                      OWN: !If [IsProd, production, development]
                      GONE: !If [IsProd, there, !Ref "AWS::NoValue"]
                      QUEUE: !Ref Queue
                      QUEUE_ARN: !GetAtt Queue.Arn
                      TABLE: !Ref Table
                      SECRET: !Ref Secret
                      BUS: !Ref Bus
                      SUBBED: !Sub "${Stage}/${Queue.QueueName}/${AWS::AccountId}/${Size}"
                  Events:
                    Tick:
                      Type: ScheduleV2
                      Properties: { ScheduleExpression: rate(5 minutes), Input: '{"a":1}' }
                    Work:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Queue.Arn
                        BatchSize: 5
                        FunctionResponseTypes: [ReportBatchItemFailures]
              OnlyInProd:
                Type: AWS::SQS::Queue
                Condition: IsProd
              Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "q-${Stage}" } }
              Table:
                Type: AWS::DynamoDB::Table
                Properties: { KeySchema: [], AttributeDefinitions: [] }
              Secret: { Type: AWS::SecretsManager::Secret, Properties: { Name: a/b } }
              Bus: { Type: AWS::Events::EventBus, Properties: { Name: bus } }
              Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Version: 2012-10-17, Any: !GetAtt No.Thing } } }
              KeyAlias: { Type: AWS::KMS::Alias, Properties: { AliasName: !Sub "alias/k-${Stage}", TargetKeyId: !Ref Key } }
            """;

    @TempDir
    private Path folder;

    @Test
    void every_reference_of_a_function_is_looked_up() throws IOException {
        FunctionResource one = read(FUNCTION, Map.of()).functions().getFirst();

        assertThat(one.environment())
                .containsEntry("SHARED", "from-globals")
                .containsEntry("OWN", "development")
                .doesNotContainKey("GONE")
                .containsEntry("QUEUE", "http://localhost:4566/000000000000/q-dev")
                .containsEntry("QUEUE_ARN", "arn:aws:sqs:us-east-1:000000000000:q-dev")
                .containsEntry("TABLE", "claviger-Table")
                .containsEntry("BUS", "bus")
                .containsEntry("SUBBED", "dev/q-dev/000000000000/256");
        assertThat(one.environment().get("SECRET"))
                .matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:a/b-[0-9a-f]{6}");
        assertThat(one.handler()).isEqualTo("a.B");
        assertThat(one.memoryMegabytes()).isEqualTo(256);
        assertThat(one.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(one.code()).isEqualTo(folder.resolve("one/function.zip"));
    }

    @Test
    void events_become_schedules_and_queue_sources() throws IOException {
        List<EventSource> events =
                read(FUNCTION, Map.of()).functions().getFirst().events();

        assertThat(events.get(0)).isInstanceOfSatisfying(EventSource.Schedule.class, tick -> {
            assertThat(tick.expression()).isEqualTo("rate(5 minutes)");
            assertThat(tick.input().map(input -> input.path("a").asInt())).isEqualTo(Optional.of(1));
        });
        assertThat(events.get(1)).isInstanceOfSatisfying(EventSource.QueueSource.class, work -> {
            assertThat(work.queue()).endsWith(":q-dev");
            assertThat(work.batchSize()).isEqualTo(5);
            assertThat(work.reportsItems()).isTrue();
        });
    }

    @Test
    void a_given_value_replaces_a_default_and_decides_the_conditions() throws IOException {
        Stack prod = read(FUNCTION, Map.of("Stage", "prod"));

        assertThat(prod.functions().getFirst().environment()).containsEntry("GONE", "there");
        assertThat(prod.queues()).extracting(QueueResource::logicalId).containsExactly("OnlyInProd", "Queue");
        assertThat(read(FUNCTION, Map.of()).queues())
                .extracting(QueueResource::logicalId)
                .containsExactly("Queue");
    }

    @Test
    void values_that_cloudformation_would_refuse_are_refused_with_their_parameter() {
        assertRefused(FUNCTION, Map.of("Stage", "PROD"), "Parameters.Stage", "AllowedPattern");
        assertRefused(FUNCTION, Map.of("Size", "64"), "Parameters.Size", "too small");
        assertRefused(FUNCTION, Map.of("Sise", "256"), "Parameters", "Sise");
        assertRefused(
                FUNCTION.replace("Default: dev, ", ""), Map.of(), "Parameters.Stage", "neither a default nor a value");
    }

    @Test
    void anything_not_understood_is_refused_with_its_place() {
        assertRefused(
                FUNCTION.replace("AWS::KMS::Key", "AWS::Kinesis::Stream"),
                Map.of(),
                "Key.Type",
                "AWS::Kinesis::Stream");
        assertRefused(
                FUNCTION.replace("Type: SQS\n", "Type: Kafka\n"), Map.of(), "One.Properties.Events.Work.Type", "Kafka");
        assertRefused(
                FUNCTION.replace("!Ref Queue", "!Ref Kew"),
                Map.of(),
                "One.Properties.Environment.Variables.QUEUE",
                "Kew");
        assertRefused(
                FUNCTION.replace("!GetAtt Queue.Arn\n", "!GetAtt Queue.Anr\n"),
                Map.of(),
                "One.Properties.Environment.Variables.QUEUE_ARN",
                "Queue.Anr");
        assertRefused(
                FUNCTION.replace("!Sub \"${Stage}/", "!Sbu \"${Stage}/"),
                Map.of(),
                "SUBBED",
                "Fn::Sbu is not understood");
        assertRefused(FUNCTION.replace("[IsProd, production", "[IsPord, production"), Map.of(), "OWN", "IsPord");
        assertRefused(
                FUNCTION.replace(
                        "MemorySize: !Ref Size",
                        "EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: SQS } } }"),
                Map.of(),
                "One.Properties.EventInvokeConfig.DestinationConfig",
                "not understood");
        assertRefused("Resources: [", Map.of(), "template", "");
    }

    @Test
    void resources_that_exist_keep_their_arns() throws IOException {
        Path file = Files.writeString(
                folder.resolve("template.yaml"), FUNCTION.replace("TABLE: !Ref Table", "KEY: !GetAtt Key.Arn"));
        Stack stack = TemplateReader.read(
                file, Map.of(), AWS, (type, name) -> Optional.of("arn:aws:any:eu-west-1:123456789012:" + name));

        Map<String, String> environment = stack.functions().getFirst().environment();
        assertThat(environment)
                .containsEntry("QUEUE", "http://localhost:4566/123456789012/q-dev")
                .containsEntry("QUEUE_ARN", "arn:aws:any:eu-west-1:123456789012:q-dev");
        assertThat(environment.get("SECRET")).startsWith("arn:aws:any:eu-west-1:123456789012:");
        assertThat(environment).containsEntry("KEY", "arn:aws:any:eu-west-1:123456789012:alias/k-dev");
    }

    @Test
    void the_deployed_template_is_understood() {
        Path template = Path.of("../../template.yaml");
        Stack stack = TemplateReader.read(
                template,
                Map.of(
                        "IdentityIssuer", "http://localhost:8080/local",
                        "IdentityAudience", "claviger",
                        "IdentityJwksUri", "http://localhost:8080/local/jwks",
                        "AuthorizationServerUri", "http://localhost:8090",
                        "ServiceProvider", "sandbox"),
                AWS,
                ExistingArns.NONE);

        assertThat(stack.functions())
                .extracting(FunctionResource::logicalId)
                .contains(
                        "RegistrationFunction",
                        "TokenFunction",
                        "RefreshSweepFunction",
                        "RefreshWorkerFunction",
                        "RevocationCheckFunction");
        assertThat(stack.functions())
                .filteredOn(function -> function.logicalId().equals("RevocationCheckFunction"))
                .extracting(FunctionResource::retries)
                .containsExactly(new FunctionResource.Retries(2, Duration.ofMinutes(15)));
        assertThat(stack.routes().stream().filter(RouteResource::iam))
                .hasSameSizeAs(stack.routes().stream()
                        .filter(route -> route.authorizer().isPresent()
                                || (!route.iam() && route.key().equals("GET /v1/whoami")))
                        .toList());
        assertThat(stack.routes().stream().filter(route -> !route.iam()))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(route.authorizer())
                        .isEqualTo(
                                route.key().matches("GET /v1/(health|whoami)|[A-Z]+ /v1/device/.*")
                                        ? Optional.empty()
                                        : Optional.of(
                                                new JwtAuthorizer("http://localhost:8080/local", List.of("claviger")))))
                .extracting(RouteResource::functionArn)
                .containsOnly(functionArn("registration"), functionArn("token"), functionArn("revocation-check"));
        assertThat(TemplateParameters.bundled()).containsKeys("IdentityIssuer", "AuthorizationServerUri", "Stage");
    }

    private static String functionArn(String name) {
        return "arn:aws:lambda:us-east-1:000000000000:function:claviger-dev-" + name;
    }

    private void assertRefused(String template, Map<String, String> parameters, String where, String what) {
        assertThatThrownBy(() -> read(template, parameters))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(what);
    }

    private Stack read(String template, Map<String, String> parameters) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), template);
        return TemplateReader.read(file, parameters, AWS, ExistingArns.NONE);
    }
}
