"""What an account may ask for: a permissions boundary, and a VPC."""

from unittest import TestCase

from policies import as_list, role_of
from the_stack import BOUNDARY, GROUP, SUBNETS, functions, none, the_stack, with_everything

# Actions that EC2 knows no narrower resource for.
ANYWHERE = {"ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"}
# As AWS's guide "Giving Lambda functions access to resources in an Amazon VPC" lists them.
NETWORK = ANYWHERE | {
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
}


def network_policy():
    return with_everything().of_type("AWS::IAM::ManagedPolicy")["NetworkPolicy"]["PolicyDocument"]["Statement"]


class AccountRules(TestCase):
    def test_every_role_has_the_boundary_that_is_given_and_none_without(self):
        bounded = with_everything().of_type("AWS::IAM::Role")
        self.assertGreater(len(bounded), len(functions()))
        none((name for name, role in bounded.items() if role.get("PermissionsBoundary") != BOUNDARY), "without")
        none((name for name, r in the_stack().of_type("AWS::IAM::Role").items() if "PermissionsBoundary" in r), "bounded")

    def test_every_function_runs_in_the_given_subnets_or_in_lambda_s_network(self):
        network = {"SubnetIds": SUBNETS, "SecurityGroupIds": [GROUP]}
        inside = with_everything().of_type("AWS::Lambda::Function")
        none((name for name, function in inside.items() if function.get("VpcConfig") != network), "outside the VPC")
        none((name for name, function in functions().items() if "VpcConfig" in function), "inside a VPC")

    def test_only_in_a_vpc_lambda_may_connect_the_functions_and_their_code_never_may(self):
        roles = with_everything().of_type("AWS::IAM::Role")
        own = [with_everything().arn("NetworkPolicy")]
        none((f for f in functions() if roles[role_of(f)].get("ManagedPolicyArns") != own), "not connected")
        self.assertNotIn("NetworkPolicy", the_stack().resources)
        allowed = {a: s["Resource"] for s in network_policy() if s["Effect"] == "Allow" for a in as_list(s["Action"])}
        self.assertEqual(set(allowed), NETWORK)
        self.assertEqual({action for action, resource in allowed.items() if resource == "*"}, ANYWHERE)
        (denied,) = (s for s in network_policy() if s["Effect"] == "Deny")
        self.assertEqual(set(denied["Action"]), NETWORK)
        (source,) = denied["Condition"]["ArnLike"].values()
        none((f for f in functions() if not the_stack().arn(f).startswith(source.removesuffix("*"))), "not denied")
