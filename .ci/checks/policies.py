"""Who may do what: an evaluation of IAM policies small enough to read, over the roles of a stack."""

import re

from the_stack import the_stack


def as_list(value):
    return value if isinstance(value, list) else [value]


def role_of(function):
    """The logical id of a function's role."""
    return the_stack().transformed["Resources"][function]["Properties"]["Role"]["Fn::GetAtt"][0]


def statements(role):
    """Every statement of a role's own policies."""
    policies = the_stack().resources[role]["Properties"].get("Policies", [])
    return [s for policy in policies for s in as_list(policy["PolicyDocument"]["Statement"])]


def all_statements():
    """Every statement of every role, with the role's logical id."""
    return [(role, s) for role in the_stack().of_type("AWS::IAM::Role") for s in statements(role)]


def granted(function):
    """The actions that a function's role allows on something."""
    return {a for s in statements(role_of(function)) if s["Effect"] == "Allow" for a in as_list(s["Action"])}


def may(function, action, resource):
    """True if the function may do this under conditions that hold."""
    effects = [
        s["Effect"]
        for s in statements(role_of(function))
        if _matches(as_list(s["Action"]), action.lower(), str.lower) and _matches(as_list(s["Resource"]), resource)
    ]
    return "Allow" in effects and "Deny" not in effects


def _matches(patterns, value, fold=str):
    # In IAM, * spans everything, slashes included.
    def regex(pattern):
        return "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in fold(pattern))

    return any(re.fullmatch(regex(pattern), value) for pattern in patterns)
