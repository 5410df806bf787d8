"""Who may do what: an evaluation of IAM policies small enough to read, over the roles of a stack."""

import re
from fnmatch import translate

from the_stack import the_stack


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


def may(function, action, resource, keys=(), stack=None):
    """
    True if the function may do this.

    keys: the items' keys, where it is done to a table
    stack: another than the one with the example parameters
    """
    effects = [
        s["Effect"]
        for s in statements(role_of(function), stack)
        if _like(action.lower(), map(str.lower, as_list(s["Action"])))
        and _like(resource, as_list(s["Resource"]))
        and _holds(s.get("Condition", {}), keys)
    ]
    return "Allow" in effects and "Deny" not in effects


def _holds(condition, keys):
    """A condition on anything but items' keys is taken to hold."""
    for operator, tests in condition.items():
        patterns = tests.get("dynamodb:LeadingKeys")
        if patterns and operator == "ForAnyValue:StringLike" and not any(_like(k, patterns) for k in keys):
            return False
        if patterns and operator == "ForAnyValue:StringNotLike" and all(_like(k, patterns) for k in keys):
            return False
    return True


def _like(value, patterns):
    # In IAM, * spans everything, slashes included, as it does here; brackets stand for themselves.
    return any(re.match(translate(pattern.replace("[", "[[]")), value) for pattern in patterns)
