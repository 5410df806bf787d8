package io.claviger.local.template;

import java.util.List;

/** The resource types that operate or protect a deployment but do not change what the system does. */
final class OperationalTypes {
    private static final List<String> PREFIXES = List.of(
            "AWS::ApiGatewayV2::ApiMapping",
            "AWS::ApiGatewayV2::DomainName",
            "AWS::AppConfig::",
            "AWS::ApplicationInsights::",
            "AWS::Backup::",
            "AWS::CertificateManager::",
            "AWS::CloudWatch::",
            "AWS::CodeDeploy::",
            "AWS::Events::EventBusPolicy",
            "AWS::Events::Rule",
            "AWS::IAM::",
            "AWS::KMS::",
            "AWS::Lambda::Permission",
            "AWS::Logs::",
            "AWS::ResourceGroups::",
            "AWS::Route53::",
            "AWS::SNS::",
            "AWS::SQS::QueuePolicy",
            "AWS::SSM::",
            "AWS::Scheduler::ScheduleGroup",
            "AWS::SecretsManager::ResourcePolicy",
            "AWS::XRay::");

    private OperationalTypes() {}

    static void require(String logicalId, String type) {
        if (PREFIXES.stream().noneMatch(type::startsWith)) {
            throw new TemplateException(logicalId + ".Type", "the resource type " + type + " is not understood");
        }
    }
}
