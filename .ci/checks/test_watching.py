"""What raises an alarm, and what a deployer is asked."""

import json
from unittest import TestCase

from cloudformation import ACCOUNT, TEMPLATE, Stack
from the_stack import API_FUNCTIONS, functions, none, of_type, the_stack


def alarms():
    return of_type("AWS::CloudWatch::Alarm")


def watched(metric, **dimensions):
    expected = [{"Name": name, "Value": value} for name, value in dimensions.items()]
    return any(a["MetricName"] == metric and a["Dimensions"] == expected for a in alarms().values())


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
        for metric in ("RefreshLag", "StatementsSuspect", "StatementsRevoked", "ClientsLeftBehind"):
            self.assertTrue(watched(metric, Stage="test"), metric)
        self.assertTrue(watched("UpstreamOutcome", Stage="test", Outcome="throttled"))
        self.assertTrue(watched("VendsRefused", Stage="test", Outcome="authorization_server_unavailable"))
        expired = alarms()["TokensExpiredAlarm"]
        self.assertEqual((expired["MetricName"], expired["Statistic"]), ("RefreshLag", "Maximum"))

    def test_every_metric_of_our_own_is_one_that_the_code_writes(self):
        journal = TEMPLATE.parent / "functions/aws/src/main/java/io/claviger/aws/journal"
        written = "".join(source.read_text() for source in journal.glob("*.java"))
        own = {a["MetricName"] for a in alarms().values() if a["Namespace"] == "Claviger"}
        none((metric for metric in own if f'"{metric}"' not in written), "never written")

    def test_the_dashboard_shows_every_metric_of_our_own_that_raises_an_alarm(self):
        body = of_type("AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"]
        json.loads(body)
        own = {a["MetricName"] for a in alarms().values() if a["Namespace"] == "Claviger"}
        none((metric for metric in own if f'"{metric}' not in body), "not on the dashboard")


class Parameters(TestCase):
    def test_every_parameter_is_explained_bounded_and_grouped(self):
        declared = the_stack().source["Parameters"]
        for name, parameter in declared.items():
            self.assertGreater(len(parameter["Description"]), 20, name)
            self.assertTrue({"AllowedPattern", "AllowedValues", "MaxValue"} & set(parameter), f"{name} takes anything")
            self.assertEqual("MinValue" in parameter, "MaxValue" in parameter, name)
        groups = the_stack().source["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
        self.assertEqual(sorted(p for g in groups for p in g["Parameters"]), sorted(declared))
