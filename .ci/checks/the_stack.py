"""The stack that the checks look at."""

from functools import cache

from cloudformation import Stack

API_FUNCTIONS = ("RegistrationFunction", "TokenFunction")


@cache
def the_stack():
    """The template with the example parameters."""
    return Stack()


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
