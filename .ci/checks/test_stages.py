"""Several stages side by side in one account and region."""

import re
from unittest import TestCase

from cloudformation import Stack
from the_stack import none

# Named within something that has a name of its own.
WITHIN = {
    "AWS::ApiGatewayV2::Authorizer",
    "AWS::ApiGatewayV2::Stage",
    "AWS::AppConfig::ConfigurationProfile",
    "AWS::Lambda::Alias",
}


def names(stack):
    """The physical names that the templates or the SAM transform give: (resource type, name)."""
    return {
        (resource["Type"], part.resolve(value))
        for part in (stack, stack.watching)
        for resource in part.transformed["Resources"].values()
        for member, value in resource.get("Properties", {}).items()
        if re.search(r"(^|[a-z])Name$", member)
        and member != "MetricName"
        and resource["Type"] not in WITHIN
        and not (isinstance(value, dict) and {"Ref", "Fn::GetAtt"} & set(value))
    }


class Stages(TestCase):
    def test_no_two_stages_want_the_same_name(self):
        one, two = names(Stack(Stage="one")), names(Stack(Stage="two"))
        self.assertGreater(len(one), 30)
        none(one & two, "named alike in every stage")
