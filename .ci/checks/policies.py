"""Who may do what: the roles of a stack, judged by @cloud-copilot/iam-simulate."""

import json
import subprocess
from functools import cache
from pathlib import Path

from cloudformation import ACCOUNT
from the_stack import the_stack

EVALUATOR = Path(__file__).resolve().parents[1] / "iam/evaluate.mjs"


def as_list(value):
    return value if isinstance(value, list) else [value]


def role_of(function):
    """The logical id of a function's role."""
    return the_stack().transformed["Resources"][function]["Properties"]["Role"]["Fn::GetAtt"][0]


def statements(role, stack=None):
    """Every statement of a role's own policies."""
    policies = (stack or the_stack()).resources[role]["Properties"].get("Policies", [])
    return [s for policy in policies for s in as_list(policy["PolicyDocument"]["Statement"])]


def all_statements():
    """Every statement of every role, with the role's logical id."""
    return [(role, s) for role in the_stack().of_type("AWS::IAM::Role") for s in statements(role)]


def granted(function):
    """The actions that a function's role allows on something."""
    return {a for s in statements(role_of(function)) if s["Effect"] == "Allow" for a in as_list(s["Action"])}


def may(function, action, resource, stack=None, **context):
    """
    True if the function may do this.

    stack: another than the one with the example parameters
    context: condition keys by the name after the colon, for example LeadingKeys
    """
    stack = stack or the_stack()
    role = role_of(function)
    policies = [p["PolicyDocument"] for p in stack.resources[role]["Properties"].get("Policies", [])]
    return allow(policies, role, action, resource, **context)


def allow(policies, role, action, resource, **context):
    """True if policies that are attached to a role allow it this; the context as in may."""
    service = action.split(":")[0]
    question = {
        "role": f"arn:aws:iam::{ACCOUNT}:role/{role}",
        "account": ACCOUNT,
        "policies": policies,
        "action": action,
        "resource": resource,
        "context": {f"{service}:{key}": value for key, value in context.items()},
    }
    return _answer(json.dumps(question))


@cache
def _answer(question):
    evaluator = _evaluator()
    print(question, file=evaluator.stdin, flush=True)
    answer = evaluator.stdout.readline().strip()
    if answer not in ("Allowed", "ImplicitlyDenied", "ExplicitlyDenied"):
        raise AssertionError(f"the evaluator answers {answer or 'nothing: npm ci --prefix .ci/iam'} to {question}")
    return answer == "Allowed"


@cache
def _evaluator():
    """It ends with this process, which holds its standard input."""
    return subprocess.Popen(["node", str(EVALUATOR)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
