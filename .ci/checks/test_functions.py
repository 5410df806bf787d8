"""How the functions run."""

import json
import re
from unittest import TestCase

from cloudformation import ACCOUNT, REGION, TEMPLATE
from policies import may
from the_stack import API_FUNCTIONS, functions, none, of_type, the_stack


# Read by nothing: a new value makes Lambda publish a version.
FORCING = {"CONFIGURATION"}
READ_BY_THE_JVM = {"JAVA_TOOL_OPTIONS"}

READING = re.compile(r'@WithName\("([A-Z_]+)"\)')


def variables_read():
    """The environment variables that the functions' code asks for, but for those that Lambda sets."""
    sources = TEMPLATE.parent.glob("functions/*/src/main/java/**/*.java")
    names = {name for source in sources for name in READING.findall(source.read_text())}
    return {name for name in names if not name.startswith("AWS_")}


def references(value):
    """The names that a template's value refers to by Ref."""
    if isinstance(value, dict):
        own = {value["Ref"]} if set(value) == {"Ref"} else set()
        return own.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()


class Functions(TestCase):
    def test_the_functions_are_those_of_the_design(self):
        expected = {
            *API_FUNCTIONS,
            "RefreshSweepFunction",
            "RefreshWorkerFunction",
            "RevocationCheckFunction",
            "KeysetRotationFunction",
        }
        self.assertEqual(set(functions()), expected)

    def test_every_function_runs_on_java25_and_is_traced(self):
        for name, function in functions().items():
            self.assertEqual(function["Runtime"], "java25", name)
            self.assertEqual(function["TracingConfig"], {"Mode": "Active"}, name)

    def test_every_function_logs_json_into_a_group_of_its_own_which_expires(self):
        groups = {p["LogGroupName"]: p for p in of_type("AWS::Logs::LogGroup").values()}
        none((g for g, p in groups.items() if not p.get("RetentionInDays")), "kept forever")
        for name, function in functions().items():
            self.assertEqual(function["LoggingConfig"]["LogFormat"], "JSON", name)
            arn = "arn:aws:logs:{}:{}:log-group:{}:*"
            writable = {g for g in groups if may(name, "logs:PutLogEvents", arn.format(REGION, ACCOUNT, g))}
            self.assertEqual(writable, {function["LoggingConfig"]["LogGroup"]}, name)

    def test_the_api_functions_answer_before_api_gateway_gives_up_and_start_from_snapshots(self):
        for name in API_FUNCTIONS:
            self.assertLess(functions()[name]["Timeout"], 30, name)
            self.assertEqual(functions()[name]["SnapStart"], {"ApplyOn": "PublishedVersions"}, name)
            self.assertIn(f"{name}Aliaslive", of_type("AWS::Lambda::Alias"))

    def test_a_changed_parameter_of_an_api_function_publishes_a_new_version_of_it(self):
        json.loads(of_type("AWS::AppConfig::HostedConfigurationVersion")["Configuration"]["Content"])
        content = the_stack().source["Resources"]["Configuration"]["Properties"]["Content"]["Fn::Sub"]
        recorded = set(re.findall(r"\$\{(\w+)}", content))
        resources = the_stack().transformed["Resources"]
        for name in API_FUNCTIONS:
            used = references(resources[name]["Properties"]) & set(the_stack().parameters)
            self.assertEqual(used, recorded, name)
            # Lambda publishes no version of a function in which nothing is new; a version's description is not in it.
            variables = resources[name]["Properties"]["Environment"]["Variables"]
            self.assertEqual(variables["CONFIGURATION"], {"Ref": "Configuration"})
            version = next(r for n, r in resources.items() if n.startswith(f"{name}Version"))
            self.assertEqual(version["Properties"]["Description"], {"Fn::Sub": "Configuration ${Configuration}"})

    def test_the_version_before_outlives_a_new_one_so_that_the_alias_can_go_back(self):
        versions = [r for r in the_stack().resources.values() if r["Type"] == "AWS::Lambda::Version"]
        self.assertEqual(len(versions), len(API_FUNCTIONS))
        for version in versions:
            self.assertEqual((version["DeletionPolicy"], version["UpdateReplacePolicy"]), ("Retain", "Retain"))

    def test_a_version_with_a_snapshot_is_called_each_week_and_stays_active(self):
        schedules = of_type("AWS::Scheduler::Schedule")
        for name in API_FUNCTIONS:
            schedule = schedules[f"{name}EachWeek"]
            self.assertEqual(schedule["ScheduleExpression"], "rate(7 days)")
            self.assertEqual(schedule["Target"]["Arn"], the_stack().resolve({"Ref": f"{name}Aliaslive"}))
            self.assertNotIn("authorization", schedule["Target"]["Input"].lower())
            json.loads(schedule["Target"]["Input"])

    def test_a_scheduled_check_that_fails_is_tried_again_and_a_sweep_is_not(self):
        retries = {
            p["FunctionName"]: p["MaximumRetryAttempts"] for p in of_type("AWS::Lambda::EventInvokeConfig").values()
        }
        self.assertEqual(retries, {"claviger-test-revocation-check": 2, "claviger-test-refresh-sweep": 0})

    def test_the_environment_is_what_the_code_reads(self):
        given = set().union(*(f["Environment"]["Variables"] for f in functions().values()))
        self.assertEqual(given, variables_read() | FORCING | READ_BY_THE_JVM)
        self.assertFalse(FORCING & variables_read())

    def test_no_function_gets_a_secret_in_its_environment_but_the_proxy_s(self):
        """The proxy's lets its holder say a device's address, and opens nothing."""
        for name, function in functions().items():
            for variable, value in function["Environment"]["Variables"].items():
                self.assertNotRegex(variable, "PASSWORD|CREDENTIALS$|_TOKEN|STATEMENT|(?<!TRUSTED_PROXY)_SECRET$", name)
                self.assertNotIn("{{resolve:", str(value), f"{name} {variable}")
