"""The stack that the checks look at."""

from functools import cache

from cloudformation import ACCOUNT, REGION, Stack

API_FUNCTIONS = ("RegistrationFunction", "TokenFunction")


@cache
def the_stack():
    """The template with the example parameters."""
    return Stack()


BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/boundary"
SUBNETS = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
GROUP = "sg-0123456789abcdef0"
HOOK = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:check-devices"


@cache
def with_everything():
    """The template with an enrolment hook, in an account with a permissions boundary and a VPC."""
    return Stack(
        PermissionsBoundaryArn=BOUNDARY,
        VpcSubnetIds=",".join(SUBNETS),
        VpcSecurityGroupIds=GROUP,
        EnrolmentHookArn=HOOK,
    )


def of_type(kind):
    return the_stack().of_type(kind)


def watching():
    """The stack that is nested in it."""
    return the_stack().watching


def functions():
    return of_type("AWS::Lambda::Function")


def none(offenders, what):
    """Fails, naming the offenders, if there are any."""
    offenders = sorted(map(str, offenders))
    if offenders:
        raise AssertionError(f"{what}: {', '.join(offenders)}")
