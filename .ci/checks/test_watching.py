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
NOT_SHOWN = {"ClientsSalvaged", "SweepQueued", "SweepHeldBack"}


A_DAY = 24 * 60 * 60

# AWS's metrics by namespace and dimensions: the pages "Monitoring" of each service's guide. Those of a rule on a bus of one's
# own have both its names.
BY_AWS = {
    ("AWS/Lambda", ("FunctionName",)): {"Errors", "Throttles", "Duration", "Invocations"},
    ("AWS/SQS", ("QueueName",)): {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"},
    ("AWS/ApiGateway", ("ApiId",)): {"5xx"},
    ("AWS/Events", ("EventBusName", "RuleName")): {"FailedInvocations"},
    ("AWS/DynamoDB", ("TableName",)): {"ReadThrottleEvents", "WriteThrottleEvents"},
    ("AWS/DynamoDB", ("TableName", "GlobalSecondaryIndexName")): {"ReadThrottleEvents", "WriteThrottleEvents"},
}


def explained():
    """The alarms in the table of docs/deploy.md, without stage; … stands for anything."""
    table = (TEMPLATE.parent / "docs/deploy.md").read_text().split("| alarm |", 1)[1].split("\n\n", 1)[0]
    first_columns = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
    return {name for column in first_columns for name in re.findall(r"`([^`]+)`", column)}


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

    def test_the_topic_takes_this_account_s_alarms_and_what_eventbridge_publishes(self):
        """For EventBridge, AWS supports no condition, in the topic's policy or in its key's."""
        topic = of_type("AWS::SNS::TopicPolicy")["AlarmTopicPolicy"]["PolicyDocument"]["Statement"]
        key = of_type("AWS::KMS::Key")["Key"]["KeyPolicy"]["Statement"]
        for policy in (topic, [s for s in key if s["Sid"].endswith("ReachTheTopic")]):
            conditions = {s["Principal"]["Service"]: s.get("Condition") for s in policy}
            ours = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
            self.assertEqual(conditions, {"cloudwatch.amazonaws.com": ours, "events.amazonaws.com": None})
        self.assertIn("AlarmSubscription", the_stack().resources)
        self.assertNotIn("AlarmSubscription", Stack(AlarmEmail="").resources)

    def test_a_function_that_fails_is_turned_down_or_is_slow_raises_an_alarm(self):
        for name, function in functions().items():
            for metric in ("Errors", "Throttles", *(["Duration"] if name in API_FUNCTIONS else [])):
                self.assertTrue(watched(metric, FunctionName=function["FunctionName"]), f"{name} {metric}")

    def test_an_event_that_does_not_reach_the_topic_raises_an_alarm(self):
        rule = of_type("AWS::Events::Rule")["TellOperators"]
        self.assertTrue(watched("FailedInvocations", EventBusName=rule["EventBusName"], RuleName=rule["Name"]))

    def test_checks_that_stop_or_stay_undecided_raise_an_alarm_after_three_and_one_that_fails_does_not(self):
        bounds = the_stack().source["Parameters"]["RevocationCheckMinutes"]
        for minutes in (bounds["MinValue"], bounds["Default"], bounds["MaxValue"]):
            alarm = Stack(RevocationCheckMinutes=minutes).of_type("AWS::CloudWatch::Alarm")["RevocationCheckMissingAlarm"]
            self.assertEqual(alarm["Period"] * alarm["EvaluationPeriods"], 3 * 60 * minutes)
            self.assertLessEqual(alarm["Period"] * alarm["EvaluationPeriods"], A_DAY)
            self.assertEqual(alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"])
            self.assertEqual((alarm["MetricName"], alarm["Statistic"]), ("ApplicationsUndecided", "Minimum"))
            self.assertEqual(alarm["TreatMissingData"], "breaching")

    def test_a_revoked_or_suspect_statement_s_alarm_stays_until_a_check_of_all_finds_none(self):
        for name in ("StatementRevokedAlarm", "StatementSuspectAlarm"):
            alarm = alarms()[name]
            self.assertEqual((alarm["TreatMissingData"], alarm["EvaluationPeriods"]), ("ignore", 1), name)
            self.assertEqual((alarm["Statistic"], alarm["Threshold"]), ("Maximum", 1), name)

    def test_a_table_or_an_index_that_dynamodb_throttles_raises_an_alarm(self):
        for metric in ("ReadThrottleEvents", "WriteThrottleEvents"):
            for table in of_type("AWS::DynamoDB::Table").values():
                self.assertTrue(watched(metric, TableName=table["TableName"]), table["TableName"])
                for index in table.get("GlobalSecondaryIndexes", []):
                    where = {"TableName": table["TableName"], "GlobalSecondaryIndexName": index["IndexName"]}
                    self.assertTrue(watched(metric, **where), where)

    def test_a_sweep_that_does_not_run_raises_an_alarm(self):
        alarm = alarms()["SweepMissingAlarm"]
        self.assertEqual((alarm["MetricName"], alarm["TreatMissingData"]), ("Invocations", "breaching"))

    def test_dead_letters_a_stuck_queue_and_5xx_raise_alarms(self):
        for queue in ("refresh-dead-letters", "revocation-evidence-dead-letters"):
            self.assertTrue(watched("ApproximateNumberOfMessagesVisible", QueueName=f"claviger-test-{queue}"), queue)
        self.assertTrue(watched("ApproximateAgeOfOldestMessage", QueueName="claviger-test-refresh"))
        self.assertTrue(watched("5xx", ApiId="Api"))

    def test_lag_expiry_suspicion_revocation_and_adobe_s_throttling_raise_alarms(self):
        for metric in ("RefreshLag", "TokensExpired", "StatementsSuspect", "StatementsRevoked", "ClientsLeftBehind", "SealsBroken"):
            self.assertTrue(watched(metric, Stage="test"), metric)
        self.assertTrue(watched("UpstreamOutcome", Stage="test", Outcome="throttled"))
        for code in ("authorization_server_unavailable", "credentials_rejected", "software_statement_revoked"):
            self.assertTrue(watched("VendsRefused", Stage="test", Outcome=code), code)
        self.assertTrue(watched("InstancesChanged", Stage="test", Status="QUARANTINED"))

    def test_alarms_and_the_dashboard_name_metrics_that_there_are(self):
        """The acceptance tests hold the table of docs/deploy.md against what the functions write."""
        named = {(a["MetricName"], *sorted(d["Name"] for d in a["Dimensions"])) for a in alarms().values() if own(a)}
        named |= on_the_dashboard()
        none((" by ".join(metric) for metric in named - documented()), "not in the table of metrics")

    def test_alarms_look_for_outcomes_and_statuses_that_the_code_writes(self):
        sources = "".join(p.read_text() for p in TEMPLATE.parent.glob("functions/*/src/main/java/**/*.java"))
        looked_for = {d["Value"] for a in alarms().values() if own(a) for d in a["Dimensions"] if d["Name"] != "Stage"}
        self.assertIn("QUARANTINED", looked_for)
        none((value for value in looked_for if f'"{value}"' not in sources), "written by no code")

    def test_alarms_on_aws_s_own_metrics_name_them_and_their_dimensions_as_aws_does(self):
        for name, alarm in alarms().items():
            if not own(alarm):
                dimensions = tuple(d["Name"] for d in alarm["Dimensions"])
                self.assertIn(alarm["MetricName"], BY_AWS.get((alarm["Namespace"], dimensions), ()), name)

    def test_no_alarm_looks_back_longer_than_cloudwatch_can(self):
        for name, alarm in alarms().items():
            self.assertLessEqual(alarm["Period"] * alarm["EvaluationPeriods"], A_DAY, name)

    def test_every_alarm_is_in_the_operators_table_and_every_row_of_it_is_an_alarm(self):
        rows = {name: re.compile(re.escape(name).replace("…", ".+")) for name in explained()}
        names = {alarm["AlarmName"].removeprefix("claviger-test-") for alarm in alarms().values()}
        none((n for n in names if not any(row.fullmatch(n) for row in rows.values())), "not explained")
        none((r for r, row in rows.items() if not any(row.fullmatch(n) for n in names)), "explained, but no alarm")

    def test_every_metric_of_ours_is_on_the_dashboard(self):
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
