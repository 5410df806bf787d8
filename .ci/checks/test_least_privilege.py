"""What is granted against what is used."""

from unittest import TestCase, skipIf

from policies import granted
from recorded import BY_AWS, RARELY, RECORD, recorded
from the_stack import functions, none


@skipIf(recorded() is None, f"{RECORD.name} is not there: the acceptance tests have not run")
class LeastPrivilege(TestCase):
    def test_every_function_was_seen_to_use_aws(self):
        self.assertGreaterEqual(set(recorded()), set(functions()))

    def test_every_action_a_function_used_is_granted_to_it(self):
        none((f"{f} {a}" for f, actions in recorded().items() for a in actions - granted(f)), "used but not granted")

    def test_every_action_granted_to_a_function_was_used_or_is_explained(self):
        unused = ((f, a) for f, actions in recorded().items() for a in granted(f) - actions)
        none((f"{f} {a}" for f, a in unused if a not in BY_AWS and (f, a) not in RARELY), "granted but never used")

    def test_no_explanation_has_outlived_its_grant(self):
        every = set().union(*map(granted, functions()))
        none(set(BY_AWS) - every, "explained but granted to nobody")
        none((f"{f} {a}" for f, a in RARELY if a not in granted(f)), "explained but not granted")
