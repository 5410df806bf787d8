"""What raises an alarm, and what a deployer is asked."""

import json
import re
from unittest import TestCase

from cloudformation import ACCOUNT, TEMPLATE, Stack
from the_stack import API_FUNCTIONS, functions, none, of_type, the_stack


def alarms():
    return of_type("AWS::CloudWatch::Alarm")


def watched(metric, **dimensions):
    expected = [{"Name": name, "Value": value} for name, value in dimensions.items()]
    return any(a["MetricName"] == metric and a["Dimensions"] == expected for a in alarms().values())


# Figures to look up when something is wrong, rather than to watch.
NOT_SHOWN = {"ClientsSalvaged", "InstancesChanged", "SweepQueued", "SweepHeldBack"}


def own(alarm):
    return alarm["Namespace"] == "Claviger"


def documented():
    """Every metric of our own with its dimensions: one row each in the table of docs/deploy.md."""
    table = (TEMPLATE.parent / "docs/deploy.md").read_text().split("### Metrics", 1)[1].split("\n#", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| (?:`(\w+)`)? *\|", table, re.MULTILINE)
    return {metric for name, by in rows for metric in {(name, "Stage"), (name, *sorted({"Stage", by} - {""}))}}


def on_the_dashboard():
    """The same of every metric of our own that the dashboard names."""
    body = json.loads(of_type("AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"])
    found, before = set(), ()
    for line in (m for w in body["widgets"] for m in w["properties"]["metrics"]):
        if isinstance(line[0], dict):
            dimensions, name = re.search(r"\{Claviger,([\w,]+)} MetricName=\"(\w+)\"", line[0]["expression"]).groups()
            found.add((name, *sorted(dimensions.split(","))))
            continue
        texts = [part for part in line if isinstance(part, str)]
        before = before if texts == ["..."] else texts
        if before[0] == "Claviger":
            found.add((before[1], *sorted(before[2::2])))
    return found


class Watching(TestCase):
    def test_every_alarm_reaches_the_topic_and_says_what_it_means(self):
        for name, alarm in alarms().items():
            self.assertEqual(alarm["AlarmActions"], [the_stack().arn("AlarmTopic")], name)
            self.assertGreater(len(alarm["AlarmDescription"]), 30, name)

    def test_the_topic_takes_only_this_account_s_alarms_and_events(self):
        (statement,) = of_type("AWS::SNS::TopicPolicy")["AlarmTopicPolicy"]["PolicyDocument"]["Statement"]
        self.assertEqual(statement["Condition"], {"StringEquals": {"aws:SourceAccount": ACCOUNT}})
        self.assertIn("AlarmSubscription", the_stack().resources)
        self.assertNotIn("AlarmSubscription", Stack(AlarmEmail="").resources)

    def test_a_function_that_fails_is_turned_down_or_is_slow_raises_an_alarm(self):
        for name, function in functions().items():
            for metric in ("Errors", "Throttles", *(["Duration"] if name in API_FUNCTIONS else [])):
                self.assertTrue(watched(metric, FunctionName=function["FunctionName"]), f"{name} {metric}")

    def test_a_sweep_that_does_not_run_raises_an_alarm(self):
        alarm = alarms()["SweepMissingAlarm"]
        self.assertEqual((alarm["MetricName"], alarm["TreatMissingData"]), ("Invocations", "breaching"))

    def test_dead_letters_a_stuck_queue_and_5xx_raise_alarms(self):
        for queue in ("refresh-dead-letters", "revocation-evidence-dead-letters"):
            self.assertTrue(watched("ApproximateNumberOfMessagesVisible", QueueName=f"claviger-test-{queue}"), queue)
        self.assertTrue(watched("ApproximateAgeOfOldestMessage", QueueName="claviger-test-refresh"))
        self.assertTrue(watched("5xx", ApiId="Api"))

    def test_lag_expiry_suspicion_revocation_and_adobe_s_throttling_raise_alarms(self):
        for metric in ("RefreshLag", "TokensExpired", "StatementsSuspect", "StatementsRevoked", "ClientsLeftBehind"):
            self.assertTrue(watched(metric, Stage="test"), metric)
        self.assertTrue(watched("UpstreamOutcome", Stage="test", Outcome="throttled"))
        self.assertTrue(watched("VendsRefused", Stage="test", Outcome="authorization_server_unavailable"))

    def test_alarms_and_the_dashboard_name_metrics_that_there_are(self):
        """The acceptance tests hold the table of docs/deploy.md against what the functions write."""
        named = {(a["MetricName"], *sorted(d["Name"] for d in a["Dimensions"])) for a in alarms().values() if own(a)}
        named |= on_the_dashboard()
        none((" by ".join(metric) for metric in named - documented()), "not in the table of metrics")

    def test_every_metric_of_the_issue_s_list_is_on_the_dashboard(self):
        shown = {name for name, *_ in on_the_dashboard()}
        none({name for name, *_ in documented()} - shown - NOT_SHOWN, "not on the dashboard")

    def test_the_dashboard_shows_every_metric_of_our_own_that_raises_an_alarm(self):
        body = of_type("AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"]
        json.loads(body)
        raising = {a["MetricName"] for a in alarms().values() if own(a)}
        none((metric for metric in raising if f'"{metric}' not in body), "not on the dashboard")


class Parameters(TestCase):
    def test_every_parameter_is_explained_bounded_and_grouped(self):
        declared = the_stack().source["Parameters"]
        for name, parameter in declared.items():
            self.assertGreater(len(parameter["Description"]), 20, name)
            self.assertTrue({"AllowedPattern", "AllowedValues", "MaxValue"} & set(parameter), f"{name} takes anything")
            self.assertEqual("MinValue" in parameter, "MaxValue" in parameter, name)
        groups = the_stack().source["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
        self.assertEqual(sorted(p for g in groups for p in g["Parameters"]), sorted(declared))
