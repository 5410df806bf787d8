"""What deploying asks AWS for, by the types of the resources."""

HTTP = "apigateway:DELETE apigateway:GET apigateway:PATCH apigateway:POST"
TAGS = "TagResource UntagResource"


def of(service, actions):
    return {f"{service}:{action}" for action in actions.split()}


# What CloudFormation asks for in the deployer's name to make, change and remove a resource of a type: the handlers of its
# schema in the CloudFormation registry, as far as our properties bring it about.
NEEDS = {
    "AWS::ApiGatewayV2::Api": {*HTTP.split(), "apigateway:PUT"},
    "AWS::ApiGatewayV2::ApiMapping": set(HTTP.split()),
    "AWS::ApiGatewayV2::Authorizer": set(HTTP.split()),
    "AWS::ApiGatewayV2::DomainName": {*HTTP.split(), "iam:CreateServiceLinkedRole"},
    "AWS::ApiGatewayV2::Integration": set(HTTP.split()),
    "AWS::ApiGatewayV2::Route": set(HTTP.split()),
    "AWS::ApiGatewayV2::Stage": {
        *HTTP.split(),
        *of("logs", "CreateLogDelivery DeleteLogDelivery GetLogDelivery ListLogDeliveries UpdateLogDelivery"),
        *of("logs", "DescribeLogGroups DescribeResourcePolicies PutResourcePolicy"),
    },
    "AWS::AppConfig::Application": of(
        "appconfig", f"CreateApplication DeleteApplication GetApplication UpdateApplication ListTagsForResource {TAGS}"
    ),
    "AWS::AppConfig::ConfigurationProfile": of(
        "appconfig",
        "CreateConfigurationProfile DeleteConfigurationProfile GetConfigurationProfile UpdateConfigurationProfile "
        f"ListTagsForResource {TAGS}",
    ),
    "AWS::AppConfig::HostedConfigurationVersion": of(
        "appconfig",
        "CreateHostedConfigurationVersion DeleteHostedConfigurationVersion GetHostedConfigurationVersion",
    ),
    "AWS::CloudFormation::Stack": of("cloudformation", "CreateStack DeleteStack DescribeStacks UpdateStack"),
    "AWS::CloudWatch::Alarm": of(
        "cloudwatch", f"DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm {TAGS}"
    ),
    "AWS::CloudWatch::Dashboard": of("cloudwatch", "DeleteDashboards GetDashboard PutDashboard"),
    "AWS::DynamoDB::Table": {
        *of("dynamodb", "CreateTable DeleteTable DescribeTable UpdateTable UpdateContinuousBackups UpdateTimeToLive"),
        *of("dynamodb", "DescribeContinuousBackups DescribeContributorInsights DescribeKinesisStreamingDestination"),
        *of("dynamodb", f"DescribeTimeToLive GetResourcePolicy ListTagsOfResource {TAGS}"),
        *of("kms", "CreateGrant Decrypt DescribeKey"),
    },
    "AWS::Events::EventBus": of(
        "events", f"CreateEventBus DeleteEventBus DescribeEventBus UpdateEventBus ListTagsForResource {TAGS}"
    ),
    "AWS::Events::Rule": of(
        "events",
        f"DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets RemoveTargets {TAGS}",
    ),
    "AWS::IAM::ManagedPolicy": of(
        "iam",
        "CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy GetPolicyVersion "
        "ListPolicyVersions",
    ),
    "AWS::IAM::Role": of(
        "iam",
        "AttachRolePolicy CreateRole DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DetachRolePolicy GetRole "
        "GetRolePolicy ListAttachedRolePolicies ListRolePolicies PutRolePermissionsBoundary PutRolePolicy TagRole "
        "UntagRole UpdateAssumeRolePolicy UpdateRole",
    ),
    "AWS::KMS::Alias": of("kms", "CreateAlias DeleteAlias UpdateAlias"),
    "AWS::KMS::Key": of(
        "kms",
        "CreateKey DescribeKey DisableKeyRotation EnableKeyRotation GetKeyPolicy GetKeyRotationStatus ListResourceTags "
        f"PutKeyPolicy UpdateKeyDescription {TAGS}",
    ),
    "AWS::Lambda::Alias": of("lambda", "CreateAlias DeleteAlias GetAlias UpdateAlias"),
    "AWS::Lambda::EventInvokeConfig": of(
        "lambda",
        "DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig PutFunctionEventInvokeConfig "
        "UpdateFunctionEventInvokeConfig",
    ),
    "AWS::Lambda::EventSourceMapping": of(
        "lambda",
        "CreateEventSourceMapping DeleteEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping "
        f"ListTags {TAGS}",
    ),
    "AWS::Lambda::Function": {
        *of("lambda", "CreateFunction DeleteFunction GetFunction GetFunctionConfiguration UpdateFunctionCode"),
        *of("lambda", "UpdateFunctionConfiguration GetFunctionCodeSigningConfig GetFunctionRecursionConfig"),
        *of("lambda", f"GetRuntimeManagementConfig PutFunctionConcurrency DeleteFunctionConcurrency ListTags {TAGS}"),
        *of("ec2", "DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs"),
        *of("s3", "GetObject GetObjectVersion"),
        "iam:PassRole",
    },
    "AWS::Lambda::Permission": of("lambda", "AddPermission GetPolicy RemovePermission"),
    "AWS::Lambda::Version": of(
        "lambda",
        "DeleteFunction GetFunctionConfiguration GetProvisionedConcurrencyConfig GetRuntimeManagementConfig "
        "ListVersionsByFunction PublishVersion",
    ),
    "AWS::Logs::LogGroup": of(
        "logs",
        "AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteRetentionPolicy DescribeLogGroups DisassociateKmsKey "
        f"ListTagsForResource PutRetentionPolicy {TAGS}",
    ),
    "AWS::Logs::QueryDefinition": of("logs", "DeleteQueryDefinition DescribeQueryDefinitions PutQueryDefinition"),
    "AWS::SNS::Subscription": of("sns", "GetSubscriptionAttributes Subscribe Unsubscribe"),
    "AWS::SNS::Topic": of(
        "sns",
        "CreateTopic DeleteTopic GetDataProtectionPolicy GetTopicAttributes ListSubscriptionsByTopic ListTagsForResource "
        f"SetTopicAttributes {TAGS}",
    ),
    "AWS::SNS::TopicPolicy": of("sns", "GetTopicAttributes SetTopicAttributes"),
    "AWS::SQS::Queue": of(
        "sqs",
        "CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue UntagQueue",
    ),
    "AWS::Scheduler::Schedule": {
        *of("scheduler", "CreateSchedule DeleteSchedule GetSchedule UpdateSchedule"),
        "iam:PassRole",
    },
    "AWS::SecretsManager::RotationSchedule": {
        *of("secretsmanager", "CancelRotateSecret DescribeSecret RotateSecret"),
        "lambda:InvokeFunction",
    },
    "AWS::SecretsManager::Secret": {
        *of("secretsmanager", f"CreateSecret DeleteSecret DescribeSecret GetRandomPassword UpdateSecret {TAGS}"),
        *of("secretsmanager", "RemoveRegionsFromReplication ReplicateSecretToRegions"),
        *of("kms", "Decrypt GenerateDataKey"),
    },
}
# What SAM asks for: change sets of the stack, and a stack with the bucket for packages.
BY_SAM = {
    *of("cloudformation", "CreateChangeSet DeleteChangeSet DescribeChangeSet DescribeStackEvents ExecuteChangeSet"),
    *of("cloudformation", "DescribeStackResource DescribeStackResources GetTemplate GetTemplateSummary"),
    "cloudformation:ListStackResources",
    *of("s3", "CreateBucket GetBucketLocation GetBucketPolicy GetBucketTagging GetEncryptionConfiguration ListBucket"),
    *of("s3", "PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutObject"),
    "s3:PutEncryptionConfiguration",
}
