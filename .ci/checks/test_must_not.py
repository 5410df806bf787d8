"""Calls that a stolen role must not be able to make, each refused by an evaluator that others wrote."""

from unittest import TestCase

from cloudformation import ACCOUNT, REGION
from policies import may
from the_stack import functions, the_stack

SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:claviger/"
INSTANCE = "test/applications/tv-app/instances/living-room-AbCdEf"
STATEMENT = "test/applications/tv-app/software-statement-AbCdEf"
CANARY = f"test/applications/tv-app/canaries/{'0' * 64}-AbCdEf"
KEYSET = "test/keyset-AbCdEf"

SECRETS = [
    ("TokenFunction", "CreateSecret", INSTANCE),
    ("TokenFunction", "PutSecretValue", INSTANCE),
    ("TokenFunction", "DeleteSecret", INSTANCE),
    ("TokenFunction", "GetSecretValue", STATEMENT),
    ("TokenFunction", "GetSecretValue", CANARY),
    ("TokenFunction", "GetSecretValue", INSTANCE.replace("test/", "prod/")),
    ("RefreshSweepFunction", "GetSecretValue", INSTANCE),
    ("RefreshSweepFunction", "GetSecretValue", KEYSET),
    ("RefreshWorkerFunction", "CreateSecret", INSTANCE),
    ("RefreshWorkerFunction", "GetSecretValue", STATEMENT),
    ("RefreshWorkerFunction", "UpdateSecretVersionStage", INSTANCE),
    ("RevocationCheckFunction", "GetSecretValue", INSTANCE),
    ("RevocationCheckFunction", "DeleteSecret", STATEMENT),
    ("RevocationCheckFunction", "PutSecretValue", KEYSET),
    ("RegistrationFunction", "DeleteSecret", STATEMENT),
    ("RegistrationFunction", "DeleteSecret", CANARY),
    ("RegistrationFunction", "PutSecretValue", KEYSET),
    ("RegistrationFunction", "PutResourcePolicy", INSTANCE),
    ("KeysetRotationFunction", "GetSecretValue", INSTANCE),
    ("KeysetRotationFunction", "DeleteSecret", KEYSET),
]

ITEMS = [
    ("TokenFunction", "PutItem", "InstancesTable", "_vault#tv-app#tv"),
    ("TokenFunction", "DeleteItem", "InstancesTable", "tv-app#tv"),
    ("TokenFunction", "Scan", "InstancesTable", "tv-app#tv"),
    ("TokenFunction", "PutItem", "ApplicationsTable", "tv-app"),
    ("RefreshSweepFunction", "GetItem", "InstancesTable", "tv-app#tv"),
    ("RefreshSweepFunction", "PutItem", "InstancesTable", "tv-app#tv"),
    ("RefreshWorkerFunction", "DeleteItem", "InstancesTable", "tv-app#tv"),
    ("RefreshWorkerFunction", "PutItem", "InstancesTable", "_vault#tv-app#tv"),
    ("RefreshWorkerFunction", "PutItem", "ApplicationsTable", "tv-app"),
    ("RevocationCheckFunction", "GetItem", "InstancesTable", "_vault#tv-app#tv"),
    ("RevocationCheckFunction", "DeleteItem", "InstancesTable", "tv-app#tv"),
    ("RevocationCheckFunction", "PutItem", "ApplicationsTable", "_keyset"),
    ("KeysetRotationFunction", "GetItem", "InstancesTable", "tv-app#tv"),
    ("KeysetRotationFunction", "PutItem", "ApplicationsTable", "tv-app"),
    ("RegistrationFunction", "PutItem", "ApplicationsTable", "_keyset"),
]

EVERYBODY = [
    ("dynamodb:DeleteTable", "InstancesTable"),
    ("dynamodb:UpdateTable", "ApplicationsTable"),
    ("sqs:PurgeQueue", "RefreshQueue"),
    ("kms:ScheduleKeyDeletion", "Key"),
    ("kms:PutKeyPolicy", "Key"),
]


class MustNot(TestCase):
    def test_no_role_reaches_a_secret_that_is_not_its_business(self):
        for function, action, name in SECRETS:
            self._refused(function, "secretsmanager:" + action, SECRET + name)

    def test_no_role_reaches_an_item_that_is_not_its_business(self):
        for function, action, table, key in ITEMS:
            self._refused(function, "dynamodb:" + action, the_stack().arn(table), LeadingKeys=[key])

    def test_a_deletion_of_credentials_leaves_a_week_to_take_it_back(self):
        delete = ("RegistrationFunction", "secretsmanager:DeleteSecret", SECRET + INSTANCE)
        self.assertTrue(may(*delete, RecoveryWindowInDays="30"))
        self._refused(*delete, RecoveryWindowInDays="6")
        self._refused(*delete)

    def test_no_role_ruins_a_table_a_queue_or_the_key(self):
        for function in functions():
            for action, resource in EVERYBODY:
                self._refused(function, action, the_stack().arn(resource))

    def _refused(self, function, action, resource, **context):
        self.assertFalse(may(function, action, resource, **context), f"{function} may {action} {resource} {context}")
