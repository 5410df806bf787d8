"""The policy of docs/deployer-policy.json: what deploying needs, and nothing else."""

import json
import re
from fnmatch import translate
from pathlib import Path
from unittest import TestCase

import cfnlint
from cloudformation import ACCOUNT, REGION, TEMPLATE
from deployer_needs import BY_SAM, NEEDS
from policies import as_list
from the_stack import none, with_everything

POLICY = json.loads((TEMPLATE.parent / "docs/deployer-policy.json").read_text())
KNOWN = json.loads((Path(cfnlint.__file__).parent / "data/AdditionalSpecs/Policies.json").read_text())
# The limit of the policies that are written into a role, without white space.
LIMIT = 10_240

def arns(stack):
    """(type, ARN) of what has a name that the policy may hold to: CloudFormation's own names begin with the stack's."""
    patterns = {
        "AWS::CloudWatch::Alarm": ("AlarmName", f"cloudwatch:{REGION}:{ACCOUNT}:alarm:"),
        "AWS::CloudWatch::Dashboard": ("DashboardName", f"cloudwatch::{ACCOUNT}:dashboard/"),
        "AWS::DynamoDB::Table": ("TableName", f"dynamodb:{REGION}:{ACCOUNT}:table/"),
        "AWS::Events::EventBus": ("Name", f"events:{REGION}:{ACCOUNT}:event-bus/"),
        "AWS::Events::Rule": ("Name", f"events:{REGION}:{ACCOUNT}:rule/claviger-test/"),
        "AWS::Lambda::Function": ("FunctionName", f"lambda:{REGION}:{ACCOUNT}:function:"),
        "AWS::Lambda::Version": ("FunctionName", f"lambda:{REGION}:{ACCOUNT}:function:"),
        "AWS::Lambda::Alias": ("FunctionName", f"lambda:{REGION}:{ACCOUNT}:function:"),
        "AWS::Logs::LogGroup": ("LogGroupName", f"logs:{REGION}:{ACCOUNT}:log-group:"),
        "AWS::SNS::Topic": ("TopicName", f"sns:{REGION}:{ACCOUNT}:"),
        "AWS::SQS::Queue": ("QueueName", f"sqs:{REGION}:{ACCOUNT}:"),
        "AWS::Scheduler::Schedule": ("Name", f"scheduler:{REGION}:{ACCOUNT}:schedule/default/"),
    }
    for part in (stack, stack.watching):
        for name, resource in part.resources.items():
            kind = resource["Type"]
            if kind in patterns:
                member, prefix = patterns[kind]
                yield kind, f"arn:aws:{prefix}{resource['Properties'][member]}"
            if kind in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy"):
                sort = {"AWS::IAM::Role": "role", "AWS::IAM::ManagedPolicy": "policy"}[kind]
                yield kind, f"arn:aws:iam::{ACCOUNT}:{sort}/claviger-test-{name}-1ABC"
            if kind == "AWS::SecretsManager::Secret":
                yield kind, f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{resource['Properties']['Name']}-AbCdEf"


def matches(patterns, value):
    return any(re.match(translate(pattern), value) for pattern in as_list(patterns))


def resources_of(action):
    return [r for s in POLICY["Statement"] if action in s["Action"] for r in as_list(s["Resource"])]


class Deployer(TestCase):
    def types(self):
        return {r["Type"] for part in (with_everything(), with_everything().watching) for r in part.resources.values()}

    def test_what_every_type_of_resource_needs_is_known_and_granted_and_nothing_else(self):
        self.assertEqual(self.types(), set(NEEDS))
        granted = {action for statement in POLICY["Statement"] for action in as_list(statement["Action"])}
        self.assertEqual(granted, set().union(*NEEDS.values()) | BY_SAM)

    def test_every_action_exists_and_none_has_a_wildcard(self):
        actions = [action.split(":") for s in POLICY["Statement"] for action in as_list(s["Action"])]
        none((":".join(a) for a in actions if a[1].lower() not in KNOWN[a[0]]["Actions"]), "no such action")

    def test_grants_by_name_hold_for_the_names_of_the_templates(self):
        checked = set()
        for kind, arn in arns(with_everything()):
            service = arn.split(":")[2]
            for action in (a for a in NEEDS[kind] if a.split(":")[0] == service and a != "iam:PassRole"):
                checked.add(kind)
                self.assertTrue(matches(resources_of(action), arn), f"{action} on {arn}")
        self.assertGreater(len(checked), 12)

    def test_what_can_be_named_is_not_granted_on_everything(self):
        other = f":{REGION}:{ACCOUNT}:"
        for action in ("lambda:UpdateFunctionCode", "dynamodb:DeleteTable", "sqs:DeleteQueue", "secretsmanager:DeleteSecret"):
            self.assertFalse(matches(resources_of(action), f"arn:aws:{action.split(':')[0]}{other}payroll"), action)
        for action in ("iam:PutRolePolicy", "iam:PassRole", "iam:CreatePolicy"):
            self.assertFalse(matches(resources_of(action), f"arn:aws:iam::{ACCOUNT}:role/admin"), action)
        self.assertFalse(resources_of("secretsmanager:GetSecretValue"))

    def test_the_policy_fits_into_a_role(self):
        self.assertLess(len(json.dumps(POLICY, separators=(",", ":"))), LIMIT)
