"""What is granted against what is used."""

from functools import cache
from unittest import TestCase, skipIf

from cloudformation import ACCOUNT, REGION, Stack
from policies import granted, may
from recorded import BY_AWS, RARELY, RECORD, recorded, requests
from the_stack import HOOK, functions, none


@cache
def the_stage():
    """The stack whose functions the acceptance tests ran."""
    return Stack(Stage="local", EnrolmentHookArn=HOOK)


def arns(action, name):
    """A name of a secret may be that of none; an ARN has six random characters at its end where there is one."""
    service = action.split(":")[0]
    if service == "secretsmanager":
        known = ":secret:" in name
        plain = name.split(":secret:")[-1][:-7] if known else name
        secret = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{plain}"
        return [secret + "-AbCdEf"] if known else [secret, secret + "-AbCdEf"]
    resource = {
        "dynamodb": f"table/{name}",
        "events": f"event-bus/{name}",
        "lambda": "function:" + name.split(":function:")[-1],
        "sqs": name.split("/")[-1],
    }[service]
    return [f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"]


def allowed(function, request):
    context = {key.split(":", 1)[1]: value for key, value in request.get("context", {}).items()}
    return all(
        may(function, request["action"], arn, the_stage(), **context) for arn in arns(request["action"], request["on"])
    )


@skipIf(recorded() is None, f"{RECORD.name} is not there: the acceptance tests have not run")
class LeastPrivilege(TestCase):
    def test_every_function_was_seen_to_use_aws(self):
        self.assertGreaterEqual(set(recorded()), set(functions()))

    def test_every_request_of_a_function_is_allowed_by_its_role(self):
        """The evaluator knows no kms:EncryptionContext:… key; test_roles holds the conditions of calls to KMS."""
        elsewhere = {f: [r for r in asked if not r["action"].startswith("kms:")] for f, asked in requests().items()}
        refused = ((f, r) for f, asked in elsewhere.items() for r in asked if not allowed(f, r))
        none((f"{f} {r}" for f, r in refused), "asked for and not allowed")

    def test_every_action_granted_to_a_function_was_used_or_is_explained(self):
        unused = ((f, a) for f, actions in recorded().items() for a in granted(f) - actions)
        none((f"{f} {a}" for f, a in unused if a not in BY_AWS and (f, a) not in RARELY), "granted but never used")

    def test_no_explanation_has_outlived_its_grant(self):
        every = set().union(*map(granted, functions()))
        none(set(BY_AWS) - every, "explained but granted to nobody")
        none((f"{f} {a}" for f, a in RARELY if a not in granted(f)), "explained but not granted")
