"""What the managed policy for operators lets the operator's tool do, and what it does not."""

import json
from unittest import TestCase

from cloudformation import ACCOUNT, REGION
from policies import allow, as_list
from the_stack import none, of_type, the_stack

KEYSET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:claviger/test/keyset-AbCdEf"
INSTANCE = KEYSET.replace("keyset", "applications/tv-app/instances/living-room")
DEAD_LETTERS = ("RefreshDeadLetterQueue", "RevocationEvidenceDeadLetterQueue")
SOURCES = ("RefreshQueue", "RevocationEvidenceQueue")


def policy():
    return of_type("AWS::IAM::ManagedPolicy")["OperatorPolicy"]["PolicyDocument"]


def may(action, resource, **context):
    return allow([policy()], "operator", action, resource, **context)


class OperatorPolicy(TestCase):
    def test_the_tool_sees_what_status_shows(self):
        arn = the_stack().arn
        self.assertTrue(may("dynamodb:Query", arn("InstancesTable") + "/index/due", LeadingKeys=["3"]))
        self.assertTrue(may("dynamodb:GetItem", arn("InstancesTable"), LeadingKeys=["_breaker#sp.auth.adobe.com"]))
        self.assertTrue(may("secretsmanager:DescribeSecret", KEYSET))
        self.assertTrue(may("cloudwatch:DescribeAlarms", f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*"))
        for queue in (*DEAD_LETTERS, *SOURCES):
            self.assertTrue(may("sqs:GetQueueUrl", arn(queue)), queue)
            self.assertTrue(may("sqs:GetQueueAttributes", arn(queue)), queue)

    def test_the_tool_redrives_and_purges_dead_letters_and_rotates_the_keyset(self):
        arn = the_stack().arn
        for queue in DEAD_LETTERS:
            for action in ("ReceiveMessage", "DeleteMessage", "PurgeQueue", "StartMessageMoveTask"):
                self.assertTrue(may("sqs:" + action, arn(queue)), f"{action} {queue}")
        for queue in SOURCES:
            self.assertTrue(may("sqs:SendMessage", arn(queue)), queue)
        self.assertTrue(may("secretsmanager:RotateSecret", KEYSET))
        self.assertTrue(may("lambda:InvokeFunction", arn("KeysetRotationFunction")))

    def test_an_operator_reads_no_secret_and_no_instance_and_changes_nothing_past_the_api(self):
        arn = the_stack().arn
        table = arn("InstancesTable")
        refused = [
            *((f"secretsmanager:{a}", s) for a in ("GetSecretValue", "PutSecretValue", "DeleteSecret") for s in (KEYSET, INSTANCE)),
            *((f"sqs:{a}", arn(q)) for a in ("PurgeQueue", "ReceiveMessage", "DeleteMessage") for q in SOURCES),
            *((f"dynamodb:{a}", table) for a in ("Scan", "PutItem", "UpdateItem", "DeleteItem")),
            ("lambda:InvokeFunction", arn("TokenFunction")),
            ("kms:Decrypt", arn("Key")),
        ]
        none((f"{a} {r}" for a, r in refused if may(a, r)), "allowed")
        for key in ("tv-app#tv", "_vault#tv-app#tv"):
            self.assertFalse(may("dynamodb:GetItem", table, LeadingKeys=[key]), key)
        self.assertFalse(may("dynamodb:GetItem", table))

    def test_no_action_is_a_wildcard(self):
        none((a for s in policy()["Statement"] for a in as_list(s["Action"]) if "*" in a), "wildcard actions")

    def test_it_fits_into_a_managed_policy(self):
        """IAM takes 6,144 characters, without white space."""
        self.assertLess(len(json.dumps(policy(), separators=(",", ":"))), 6_144)
