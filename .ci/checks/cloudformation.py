"""What AWS would make of template.yaml and of the stack nested in it: the SAM transform's result, its functions computed."""

import copy
import logging
import os
import re
from functools import cached_property
from pathlib import Path

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

logging.getLogger("samtranslator").setLevel(logging.ERROR)

TEMPLATE = Path(__file__).resolve().parents[2] / "template.yaml"
ACCOUNT = os.environ.get("MOTO_ACCOUNT_ID", "123456789012")
REGION = os.environ["AWS_DEFAULT_REGION"]
PARAMETERS = {
    "Stage": "test",
    "IdentityIssuer": "https://identity.example.com",
    "IdentityAudience": "claviger",
    "IdentityJwksUri": "https://identity.example.com/jwks",
    "ServiceProvider": "TestProvider",
    "PageEmail": "pager@example.com",
    "TicketEmail": "tickets@example.com",
    "DomainName": "tokens.example.com",
    "CertificateArn": f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000",
}
PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
    "AWS::StackName": "claviger-test",
    "AWS::URLSuffix": "amazonaws.com",
}
ABSENT = object()


class _NoManagedPolicies:
    def load(self):
        return {}


class PlainStack:
    """A template without transform, as CloudFormation sees it with one set of parameters."""

    def __init__(self, path, given):
        self.source = yaml_parse(path.read_text())
        self.given = given
        self.transformed = self._transform()
        declared = self.source["Parameters"]
        self.parameters = {name: self.given.get(name, d.get("Default")) for name, d in declared.items()}

    def _transform(self):
        return self.source

    @cached_property
    def resources(self):
        """Logical id -> resource with computed properties; those whose condition does not hold are left out."""
        kept = {}
        for name, resource in self.transformed["Resources"].items():
            if "Condition" not in resource or self._condition(resource["Condition"]):
                kept[name] = {**resource, "Properties": self.resolve(resource.get("Properties", {}))}
        return kept

    def of_type(self, kind):
        """Logical id -> computed properties of the resources of one type."""
        return {name: r["Properties"] for name, r in self.resources.items() if r["Type"] == kind}

    def arn(self, logical_id):
        return self._attribute(logical_id, "Arn")

    def resolve(self, value):
        if isinstance(value, list):
            return [v for v in map(self.resolve, value) if v is not ABSENT]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (function, argument), = value.items()
            if function == "Ref":
                return self._ref(argument)
            if function == "Fn::GetAtt":
                return self._attribute(*(argument if isinstance(argument, list) else argument.split(".", 1)))
            if function == "Fn::Sub":
                return self._sub(argument)
            if function == "Fn::Join":
                return argument[0].join(str(part) for part in self.resolve(argument[1]))
            if function == "Fn::Split":
                return self.resolve(argument[1]).split(argument[0])
            if function == "Fn::If":
                return self.resolve(argument[1 if self._condition(argument[0]) else 2])
        resolved = {key: self.resolve(member) for key, member in value.items()}
        return {key: member for key, member in resolved.items() if member is not ABSENT}

    def _condition(self, expression):
        if isinstance(expression, str):
            return self._condition(self.transformed["Conditions"][expression])
        (function, argument), = expression.items()
        if function == "Condition":
            return self._condition(argument)
        if function == "Fn::Not":
            return not self._condition(argument[0])
        if function == "Fn::And":
            return all(map(self._condition, argument))
        if function == "Fn::Or":
            return any(map(self._condition, argument))
        if function == "Fn::Equals":
            left, right = self.resolve(argument)
            return str(left) == str(right)
        raise ValueError(f"condition {function} is not understood")

    def _sub(self, argument):
        text, variables = argument if isinstance(argument, list) else (argument, {})

        def value(match):
            name = match.group(1)
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            if name in variables:
                return str(self.resolve(variables[name]))
            return str(self._attribute(*name.split(".", 1)) if "." in name else self._ref(name))

        return re.sub(r"\$\{([^}]+)}", value, text)

    def _ref(self, name):
        if name == "AWS::NoValue":
            return ABSENT
        if name in PSEUDO:
            return PSEUDO[name]
        if name in self.parameters:
            value = self.parameters[name]
            return value.split(",") if self.source["Parameters"][name]["Type"] == "CommaDelimitedList" else value
        kind = self.transformed["Resources"][name]["Type"]
        if kind == "AWS::SQS::Queue":
            return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{self._name(name)}"
        if kind in ("AWS::SecretsManager::Secret", "AWS::SNS::Topic", "AWS::IAM::ManagedPolicy"):
            return self._attribute(name, "Arn")
        if kind.startswith("AWS::ApiGatewayV2::"):
            return name  # an id that AWS makes up
        if kind == "AWS::Lambda::Alias":
            alias = self.resolve(self.transformed["Resources"][name]["Properties"])
            return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{alias['FunctionName']}:{alias['Name']}"
        return self._name(name)

    def _name(self, logical_id):
        properties = self.transformed["Resources"][logical_id].get("Properties", {})
        for key in ("TableName", "QueueName", "FunctionName", "LogGroupName", "TopicName", "AlarmName", "Name"):
            if key in properties:
                return self.resolve(properties[key])
        return logical_id

    def _attribute(self, logical_id, attribute):
        resource = self.transformed["Resources"][logical_id]
        kind, name = resource["Type"], self._name(logical_id)
        arns = {
            "AWS::DynamoDB::Table": f"dynamodb:{REGION}:{ACCOUNT}:table/{name}",
            "AWS::SQS::Queue": f"sqs:{REGION}:{ACCOUNT}:{name}",
            "AWS::SNS::Topic": f"sns:{REGION}:{ACCOUNT}:{name}",
            "AWS::SecretsManager::Secret": f"secretsmanager:{REGION}:{ACCOUNT}:secret:{name}-AbCdEf",
            "AWS::Events::EventBus": f"events:{REGION}:{ACCOUNT}:event-bus/{name}",
            "AWS::Events::Rule": f"events:{REGION}:{ACCOUNT}:rule/{name}",
            "AWS::Logs::LogGroup": f"logs:{REGION}:{ACCOUNT}:log-group:{name}:*",
            "AWS::KMS::Key": f"kms:{REGION}:{ACCOUNT}:key/{name}",
            "AWS::IAM::ManagedPolicy": f"iam::{ACCOUNT}:policy/{name}",
            "AWS::IAM::Role": f"iam::{ACCOUNT}:role/{name}",
            "AWS::Lambda::Function": f"lambda:{REGION}:{ACCOUNT}:function:{name}",
        }
        if attribute in ("Arn", "TopicArn") and kind in arns:
            return "arn:aws:" + arns[kind]
        return name if attribute.endswith("Name") else f"{name}.{attribute}"


class Stack(PlainStack):
    """template.yaml, or what `aws cloudformation package` made of it."""

    def __init__(self, template=TEMPLATE, **parameters):
        self.template = template
        super().__init__(template, {**PARAMETERS, **parameters})

    def _transform(self):
        packaged = copy.deepcopy(self.source)
        for resource in packaged["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                code = resource["Properties"]["CodeUri"]
                if not code.startswith("s3://"):
                    resource["Properties"]["CodeUri"] = f"s3://code/{code}"
        return transform(packaged, dict(self.given), _NoManagedPolicies())

    @cached_property
    def watching(self):
        """The nested stack, with the parameters that this one gives it."""
        nested = self.of_type("AWS::CloudFormation::Stack")["Watching"]
        return PlainStack(self.template.parent / nested["TemplateURL"], nested["Parameters"])
