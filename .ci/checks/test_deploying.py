"""What a deployer runs: samconfig.toml and the commands of the pages."""

import re
import tomllib
from unittest import TestCase

from cloudformation import TEMPLATE
from test_docs import PAGES, ROOT
from the_stack import none, the_stack

REGION = re.compile(r"^export AWS_REGION=.*\n(?:.*\n)*?export AWS_DEFAULT_REGION=\$AWS_REGION", re.M)
CALL = re.compile(r"^(?:.*[ (])?(?:sam (?:deploy|delete)|aws [a-z]+ [a-z-]+ )", re.M)


def configuration():
    """Environment -> what `sam deploy` gets from samconfig.toml."""
    environments = tomllib.loads((TEMPLATE.parent / "samconfig.toml").read_text())
    return {name: e["deploy"]["parameters"] for name, e in environments.items() if name != "version"}


def overrides(environment):
    """As SAM reads them: a value in quotation marks loses them."""
    listed = [override.split("=", 1) for override in configuration()[environment]["parameter_overrides"]]
    return [(name, value.strip('"')) for name, value in listed]


def refused(parameter, value):
    """Whether CloudFormation would refuse a parameter's value."""
    if not re.fullmatch(parameter.get("AllowedPattern", ".*"), value):
        return True
    if "AllowedValues" in parameter and value not in map(str, parameter["AllowedValues"]):
        return True
    return "MaxValue" in parameter and not parameter["MinValue"] <= int(value) <= parameter["MaxValue"]


class Deploying(TestCase):
    def test_samconfig_names_every_parameter_that_is_no_secret_in_the_groups_order(self):
        """SAM sends UsePreviousValue for one that it does not name: a changed default would never arrive."""
        declared = the_stack().source["Parameters"]
        groups = the_stack().source["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
        expected = [p for g in groups for p in g["Parameters"] if not declared[p].get("NoEcho")]
        for environment in ("dev", "prod"):
            self.assertEqual([name for name, _ in overrides(environment)], expected, environment)

    def test_cloudformation_refuses_the_values_that_a_deployer_has_to_give_and_no_others(self):
        declared = the_stack().source["Parameters"]
        for environment in ("dev", "prod"):
            none((n for n, v in overrides(environment) if refused(declared[n], v) != (v == "(yours)")), environment)

    def test_every_environment_names_its_stack_and_the_capabilities_it_needs(self):
        for environment, settings in configuration().items():
            stage = dict(overrides(environment))["Stage"] if environment != "default" else "dev"
            self.assertEqual(settings["stack_name"], f"claviger-{stage}", environment)
            self.assertEqual(settings["capabilities"], "CAPABILITY_IAM CAPABILITY_AUTO_EXPAND", environment)

    def test_a_page_with_commands_first_sets_the_region_for_both_command_lines(self):
        """SAM CLI reads AWS_DEFAULT_REGION, and the AWS CLI prefers AWS_REGION."""
        with_commands = 0
        for page in PAGES:
            blocks = "".join(re.findall(r"^ *```sh\n(.*?)^ *```", (ROOT / page).read_text(), re.M | re.S))
            call, region = CALL.search(blocks), REGION.search(blocks)
            if call and page.startswith("docs/"):
                with_commands += 1
                self.assertTrue(region and region.start() < call.start(), f"{page}: {call.group()}")
        self.assertGreaterEqual(with_commands, 2)
