"""Who may do what."""

import json
from unittest import TestCase

from cloudformation import ACCOUNT, REGION, Stack
from policies import all_statements, as_list, may, role_of
from the_stack import HOOK, functions, none, of_type, the_stack, with_everything

# AWS names no resource for these: the service authorization reference has them with an empty resource type.
NO_NARROWER_RESOURCE = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}
SECRETS = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:claviger/test/"
INSTANCE = SECRETS + "applications/tv-app/instances/living-room-AbCdEf"
INSTANCE_NAMED_LIKE_A_STATEMENT = SECRETS + "applications/tv-app/instances/software-statement-1-AbCdEf"
STATEMENT = SECRETS + "applications/tv-app/software-statement-AbCdEf"
CANARY = SECRETS + f"applications/tv-app/canaries/{'0' * 64}-AbCdEf"
KEYSET = SECRETS + "keyset-AbCdEf"
EVERY_SECRET = (INSTANCE, STATEMENT, CANARY, KEYSET)
READ, DELETE = "secretsmanager:GetSecretValue", "secretsmanager:DeleteSecret"
WRITES = [DELETE] + [
    "secretsmanager:" + action
    for action in (
        "CreateSecret",
        "PutSecretValue",
        "UpdateSecret",
        "UpdateSecretVersionStage",
        "RestoreSecret",
        "RotateSecret",
        "PutResourcePolicy",
        "TagResource",
    )
]
RUINOUS = {
    "AWS::DynamoDB::Table": ["dynamodb:DeleteTable", "dynamodb:UpdateTable"],
    "AWS::SQS::Queue": ["sqs:PurgeQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes"],
    "AWS::KMS::Key": ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy", "kms:CreateGrant"],
}


def allowed():
    return [(role, s) for role, s in all_statements() if s["Effect"] == "Allow"]


class Roles(TestCase):
    def test_every_function_has_a_role_of_its_own_which_only_lambda_may_take_on(self):
        roles = [role_of(f) for f in functions()]
        none({r for r in roles if roles.count(r) > 1}, "shared by functions")
        for role in roles:
            properties = the_stack().resources[role]["Properties"]
            self.assertNotIn("ManagedPolicyArns", properties, f"{role} takes policies that are not in the template")
            trust = as_list(properties["AssumeRolePolicyDocument"]["Statement"])
            self.assertEqual([s["Principal"] for s in trust], [{"Service": "lambda.amazonaws.com"}], role)

    def test_a_role_s_own_policies_fit_into_it(self):
        """IAM takes 10,240 characters for all of them, without white space."""
        for role, properties in with_everything().of_type("AWS::IAM::Role").items():
            size = sum(len(json.dumps(p["PolicyDocument"], separators=(",", ":"))) for p in properties["Policies"])
            self.assertLess(size, 10_240, role)

    def test_registration_alone_invokes_a_function_and_that_the_enrolment_hook(self):
        invoke = "lambda:InvokeFunction"
        own = the_stack().arn("RegistrationFunction")
        for function in functions():
            self.assertFalse(may(function, invoke, HOOK), function)
            registers = function == "RegistrationFunction"
            self.assertEqual(may(function, invoke, HOOK, with_everything()), registers, function)
            self.assertFalse(may(function, invoke, own, with_everything()), function)

    def test_no_role_is_allowed_a_wildcard_action(self):
        none((f"{r} {a}" for r, s in allowed() for a in as_list(s["Action"]) if "*" in a), "wildcard actions")

    def test_no_role_is_allowed_everything_but_something(self):
        none((r for r, s in all_statements() if {"NotAction", "NotResource"} & set(s)), "inverted statements")

    def test_no_role_is_allowed_every_resource_where_aws_knows_a_narrower_one(self):
        everywhere = [(r, s) for r, s in allowed() if "*" in as_list(s["Resource"])]
        wide = ((r, set(as_list(s["Action"])) - NO_NARROWER_RESOURCE) for r, s in everywhere)
        none((f"{r} {sorted(actions)}" for r, actions in wide if actions), "every resource")

    def test_a_wildcard_within_a_resource_stays_inside_this_stage(self):
        inside = (
            SECRETS + "applications/",
            f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/claviger/test/",
            f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:claviger-test-",
        )
        resources = ((r, resource) for r, s in allowed() for resource in as_list(s["Resource"]) if resource != "*")
        none((f"{r} {a}" for r, a in resources if "*" in a and not a.split("*")[0].startswith(inside)), "too wide")

    def test_no_function_reaches_the_secrets_of_another_stage(self):
        other = INSTANCE.replace("claviger/test/", "claviger/prod/")
        none((f for f in functions() if may(f, READ, other)), "may read another stage's secret")

    def test_vending_and_refreshing_write_no_secret_and_see_no_software_statement(self):
        for function in ("TokenFunction", "RefreshSweepFunction", "RefreshWorkerFunction"):
            none((f"{a} {s}" for s in EVERY_SECRET for a in WRITES if may(function, a, s)), f"{function} may")
            none((s for s in (STATEMENT, CANARY) if may(function, READ, s)), f"{function} may read")
        self.assertTrue(may("TokenFunction", READ, INSTANCE))

    def test_the_revocation_check_sees_no_instance_s_credentials_whatever_its_name(self):
        for secret in (STATEMENT, CANARY):
            self.assertTrue(may("RevocationCheckFunction", READ, secret), secret)
        for secret in (INSTANCE, INSTANCE_NAMED_LIKE_A_STATEMENT):
            none((a for a in [READ, *WRITES] if may("RevocationCheckFunction", a, secret)), f"allowed on {secret}")

    def test_in_a_table_registration_alone_writes_credentials_and_checks_see_none(self):
        stack = Stack(CredentialStorage="table")
        table = stack.arn("InstancesTable")
        instance, vault, canary = "tv-app#tv", "_vault#tv-app#tv", f"_vault#tv-app#_canary-{'0' * 64}"

        def reaches(function, action, key):
            return may(function, "dynamodb:" + action, table, stack, LeadingKeys=[key])

        for function in ("TokenFunction", "RefreshWorkerFunction"):
            self.assertTrue(reaches(function, "PutItem", instance), function)
            self.assertTrue(reaches(function, "GetItem", vault), function)
            self.assertFalse(reaches(function, "PutItem", vault), function)
        self.assertTrue(reaches("RegistrationFunction", "PutItem", vault))
        self.assertTrue(reaches("RevocationCheckFunction", "GetItem", instance))
        for action in ("GetItem", "PutItem"):
            self.assertTrue(reaches("RevocationCheckFunction", action, canary), action)
            self.assertFalse(reaches("RevocationCheckFunction", action, vault), action)

    def test_both_storages_can_be_used_whatever_the_parameter_says(self):
        for storage in ("secretsmanager", "table"):
            stack = Stack(CredentialStorage=storage)
            table, key = stack.arn("InstancesTable"), ["_vault#tv-app#tv"]
            for function in ("RegistrationFunction", "TokenFunction", "RefreshWorkerFunction"):
                self.assertTrue(may(function, READ, INSTANCE, stack), f"{storage} {function}")
                self.assertTrue(may(function, "dynamodb:GetItem", table, stack, LeadingKeys=key), f"{storage} {function}")
            self.assertTrue(may("RegistrationFunction", "secretsmanager:CreateSecret", INSTANCE, stack), storage)
            self.assertTrue(may("RegistrationFunction", "dynamodb:PutItem", table, stack, LeadingKeys=key), storage)

    def test_a_secret_that_is_not_there_yet_may_be_looked_for(self):
        for function, secrets in (
            ("RegistrationFunction", EVERY_SECRET[:3]),
            ("RevocationCheckFunction", (STATEMENT, CANARY)),
            ("TokenFunction", (INSTANCE,)),
        ):
            none((s for s in secrets if not may(function, READ, s.removesuffix("-AbCdEf"))), f"{function} may not read")

    def test_only_registration_deletes_secrets_of_instances_alone_and_recoverably(self):
        others = set(functions()) - {"RegistrationFunction"}
        none((f"{f} {s}" for f in others for s in EVERY_SECRET if may(f, DELETE, s)), "may delete")
        none((s for s in (STATEMENT, CANARY, KEYSET) if may("RegistrationFunction", DELETE, s)), "may delete")
        (deleting,) = (s for _, s in allowed() if DELETE in as_list(s["Action"]))
        self.assertEqual(deleting["Condition"], {"NumericGreaterThanEquals": {"secretsmanager:RecoveryWindowInDays": "7"}})

    def test_only_its_rotation_writes_the_keyset(self):
        others = set(functions()) - {"KeysetRotationFunction"}
        none((f"{f} {a}" for f in others for a in WRITES if may(f, a, KEYSET)), "may write the keyset")

    def test_no_function_can_ruin_a_table_a_queue_or_the_key(self):
        for kind, actions in RUINOUS.items():
            for name in of_type(kind):
                arn = the_stack().arn(name)
                none((f"{f} {a}" for f in functions() for a in actions if may(f, a, arn)), name)

    def test_functions_use_the_key_only_through_the_services_that_hold_their_data_or_for_the_keysets_copy(self):
        for role, statement in allowed():
            if any(a.startswith("kms:") for a in as_list(statement["Action"])):
                condition = statement["Condition"]["StringEquals"]
                if "kms:EncryptionContext:keyset" in condition:  # the keyset's copy
                    writes = role == "KeysetRotationRole"
                    self.assertEqual(as_list(statement["Action"]), ["kms:Encrypt" if writes else "kms:Decrypt"], role)
                else:
                    services = {s.split(".")[0] for s in condition["kms:ViaService"]}
                    none(services - {"dynamodb", "secretsmanager", "sqs"}, role)

    def test_the_key_lets_in_nobody_from_elsewhere_and_nobody_to_use_it_directly(self):
        root = f"arn:aws:iam::{ACCOUNT}:root"
        for statement in of_type("AWS::KMS::Key")["Key"]["KeyPolicy"]["Statement"]:
            self.assertEqual(statement["Principal"].get("AWS", root), root)
            actions = set(as_list(statement["Action"]))
            none((a for a in actions if "*" in a), "wildcard actions")
            if actions & {"kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"}:
                # EventBridge says nothing that a condition could hold it to when it publishes to an encrypted topic.
                without = statement["Principal"].get("Service") == "events.amazonaws.com"
                self.assertNotEqual(without, "Condition" in statement, statement["Sid"])

    def test_an_administrator_may_rotate_the_key_now_and_see_that_it_was(self):
        key = of_type("AWS::KMS::Key")["Key"]["KeyPolicy"]["Statement"]
        (administered,) = (s["Action"] for s in key if s["Sid"] == "AdministeredByTheAccount")
        self.assertLessEqual({"kms:RotateKeyOnDemand", "kms:ListKeyRotations", "kms:GetKeyRotationStatus"}, set(administered))

    def test_a_schedule_may_call_its_function_and_nothing_else(self):
        for name, schedule in of_type("AWS::Scheduler::Schedule").items():
            role = the_stack().transformed["Resources"][name]["Properties"]["Target"]["RoleArn"]["Fn::GetAtt"][0]
            calls = [(s["Action"], s["Resource"]) for r, s in allowed() if r == role]
            self.assertEqual(calls, [("lambda:InvokeFunction", schedule["Target"]["Arn"])])
