"""What raises an alarm, and whom it reaches."""

from unittest import TestCase

from cloudformation import ACCOUNT, TEMPLATE, Stack
from the_stack import API_FUNCTIONS, functions, none, of_type, the_stack, watching
from watched import RUNBOOK, alarms, every_metric, is_watched, metrics, name, own_metrics, period, runbook

A_DAY = 24 * 60 * 60

# AWS's metrics by namespace and dimensions: the pages "Monitoring" of each service's guide. A rule on a custom bus has
# both names.
BY_AWS = {
    ("AWS/Lambda", ("FunctionName",)): {"Errors", "Throttles", "Duration", "Invocations"},
    ("AWS/SQS", ("QueueName",)): {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"},
    ("AWS/ApiGateway", ("ApiId",)): {"5xx"},
    ("AWS/Events", ("EventBusName", "RuleName")): {"FailedInvocations"},
    ("AWS/DynamoDB", ("TableName",)): {"ReadThrottleEvents", "WriteThrottleEvents"},
    ("AWS/DynamoDB", ("TableName", "GlobalSecondaryIndexName")): {"ReadThrottleEvents", "WriteThrottleEvents"},
}

# What a person looks at in the middle of the night.
PAGES = {
    "breaker-open",
    "statement-revoked",
    "revoked-apps-refused",
    "quarantines-held-back",
    "enrolment-checks-failed",
    "vends-refused",
    "api-server-errors",
    "refresh-dead-letters",
    "revocation-evidence-dead-letters",
    "sweep-missing",
    "revocation-check-missing",
}


def rules():
    return watching().of_type("AWS::Events::Rule")


class Alarms(TestCase):
    def test_every_alarm_reaches_the_topic_of_its_urgency_and_says_what_it_means(self):
        for alarm in alarms().values():
            topic = watching().arn("PageTopic" if name(alarm) in PAGES else "TicketTopic")
            self.assertEqual(([topic], [topic]), (alarm["AlarmActions"], alarm["OKActions"]), name(alarm))
            self.assertGreater(len(alarm["AlarmDescription"].split(" - docs/")[0]), 30, name(alarm))
        none(PAGES - {name(alarm) for alarm in alarms().values()}, "no such alarm")

    def test_every_alarm_leads_to_its_entry_in_the_runbook_and_every_entry_has_alarms(self):
        leads = {}
        for alarm in alarms().values():
            text, _, anchor = alarm["AlarmDescription"].rpartition(f" - {RUNBOOK}#")
            self.assertTrue(text, name(alarm))
            leads.setdefault((anchor, "Page" if name(alarm) in PAGES else "Ticket"), set()).add(name(alarm))
        self.assertEqual(leads, {(anchor, urgency): named for anchor, (urgency, named) in runbook().items()})

    def test_the_topics_take_this_account_s_alarms_and_what_eventbridge_publishes(self):
        """For EventBridge, AWS supports no condition, in the topic's policy or in its key's."""
        policies = watching().of_type("AWS::SNS::TopicPolicy")
        key = of_type("AWS::KMS::Key")["Key"]["KeyPolicy"]["Statement"]
        statements = [policies[f"{topic}TopicPolicy"]["PolicyDocument"]["Statement"] for topic in ("Page", "Ticket")]
        for policy in (*statements, [s for s in key if s["Sid"].endswith("ReachTheTopics")]):
            conditions = {s["Principal"]["Service"]: s.get("Condition") for s in policy}
            ours = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
            self.assertEqual(conditions, {"cloudwatch.amazonaws.com": ours, "events.amazonaws.com": None})

    def test_each_topic_has_a_subscriber_if_an_address_is_given(self):
        for topic in ("Page", "Ticket"):
            subscription = watching().resources[f"{topic}Subscription"]["Properties"]
            self.assertEqual(subscription["Endpoint"], the_stack().parameters[f"{topic}Email"])
            without = Stack(**{f"{topic}Email": ""}).watching.resources
            self.assertNotIn(f"{topic}Subscription", without)
            self.assertEqual(1, sum(name.endswith("Subscription") for name in without))

    def test_a_function_that_fails_is_turned_down_or_is_slow_raises_an_alarm(self):
        for function, properties in functions().items():
            for metric in ("Errors", "Throttles", *(["Duration"] if function in API_FUNCTIONS else [])):
                self.assertTrue(is_watched(metric, FunctionName=properties["FunctionName"]), f"{function} {metric}")

    def test_an_expression_adds_up_its_alarm_s_metrics_with_zero_for_what_is_missing(self):
        for alarm in alarms().values():
            parts = {m["Id"]: m for m in alarm.get("Metrics", [])}
            if parts:
                expression = parts.pop("total")["Expression"].removesuffix(" / 10")
                self.assertEqual(expression, " + ".join(f"FILL({part}, 0)" for part in parts), name(alarm))
                self.assertTrue(all(part["ReturnData"] is False for part in parts.values()), name(alarm))

    def test_an_event_that_does_not_reach_its_topic_raises_an_alarm(self):
        for rule in rules().values():
            self.assertTrue(is_watched("FailedInvocations", EventBusName=rule["EventBusName"], RuleName=rule["Name"]))

    def test_operators_are_told_of_events_that_the_code_publishes_on_our_bus(self):
        records = (TEMPLATE.parent / "functions/core/src/main/java/io/claviger/core/journal/Event.java").read_text()
        for rule in rules().values():
            self.assertEqual(rule["EventBusName"], of_type("AWS::Events::EventBus")["EventBus"]["Name"])
            none((t for t in rule["EventPattern"]["detail-type"] if f"record {t}(" not in records), "no such event")

    def test_a_revoked_statement_s_event_is_a_page_and_an_instance_s_a_ticket(self):
        told = {t: r["Targets"][0]["Arn"] for r in rules().values() for t in r["EventPattern"]["detail-type"]}
        page, ticket = watching().arn("PageTopic"), watching().arn("TicketTopic")
        events = {"SoftwareStatementRevoked": page, "SoftwareStatementRestored": page, "CredentialsRejected": ticket}
        self.assertEqual(told, events)

    def test_three_missing_or_undecided_checks_raise_an_alarm_and_one_does_not(self):
        bounds = the_stack().source["Parameters"]["RevocationCheckMinutes"]
        for minutes in (bounds["MinValue"], bounds["Default"], bounds["MaxValue"]):
            alarm = alarms(Stack(RevocationCheckMinutes=minutes).watching)["RevocationCheckMissingAlarm"]
            self.assertEqual(alarm["Period"] * alarm["EvaluationPeriods"], 3 * 60 * minutes)
            self.assertLessEqual(alarm["Period"] * alarm["EvaluationPeriods"], A_DAY)
            self.assertEqual(alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"])
            self.assertEqual((alarm["MetricName"], alarm["Statistic"]), ("ApplicationsUndecided", "Minimum"))
            self.assertEqual(alarm["TreatMissingData"], "breaching")

    def test_a_revoked_or_suspect_statement_s_alarm_stays_until_a_check_of_all_finds_none(self):
        for logical_id in ("StatementRevokedAlarm", "StatementSuspectAlarm"):
            alarm = alarms()[logical_id]
            self.assertEqual((alarm["TreatMissingData"], alarm["EvaluationPeriods"]), ("ignore", 1), logical_id)
            self.assertEqual((alarm["Statistic"], alarm["Threshold"]), ("Maximum", 1), logical_id)

    def test_a_table_or_an_index_that_dynamodb_throttles_raises_an_alarm(self):
        for metric in ("ReadThrottleEvents", "WriteThrottleEvents"):
            for table in of_type("AWS::DynamoDB::Table").values():
                self.assertTrue(is_watched(metric, TableName=table["TableName"]), table["TableName"])
                for index in table.get("GlobalSecondaryIndexes", []):
                    where = {"TableName": table["TableName"], "GlobalSecondaryIndexName": index["IndexName"]}
                    self.assertTrue(is_watched(metric, **where), where)

    def test_a_sweep_that_does_not_run_raises_an_alarm(self):
        alarm = alarms()["SweepMissingAlarm"]
        self.assertEqual((alarm["MetricName"], alarm["TreatMissingData"]), ("Invocations", "breaching"))

    def test_dead_letters_a_stuck_queue_and_5xx_raise_alarms(self):
        for queue in ("refresh-dead-letters", "revocation-evidence-dead-letters"):
            self.assertTrue(is_watched("ApproximateNumberOfMessagesVisible", QueueName=f"claviger-test-{queue}"), queue)
        self.assertTrue(is_watched("ApproximateAgeOfOldestMessage", QueueName="claviger-test-refresh"))
        self.assertTrue(is_watched("5xx", ApiId="Api"))

    def test_lag_expiry_suspicion_revocation_and_adobe_s_throttling_raise_alarms(self):
        of_claviger = ("RefreshLag", "TokensExpired", "StatementsSuspect", "StatementsRevoked", "ClientsLeftBehind",
                       "QuarantinesHeldBack", "SealsBroken")
        for metric in of_claviger:
            self.assertTrue(is_watched(metric, Stage="test"), metric)
        self.assertTrue(is_watched("UpstreamOutcome", Stage="test", Outcome="throttled"))
        for code in ("authorization_server_unavailable", "credentials_rejected", "software_statement_revoked"):
            self.assertTrue(is_watched("VendsRefused", Stage="test", Outcome=code), code)
        self.assertTrue(is_watched("InstancesChanged", Stage="test", Status="QUARANTINED"))

    def test_alarms_look_for_outcomes_and_statuses_that_the_code_writes(self):
        sources = "".join(p.read_text() for p in TEMPLATE.parent.glob("functions/*/src/main/java/**/*.java"))
        looked_for = {v for _, _, where, _ in own_metrics() for k, v in where.items() if k != "Stage"}
        self.assertIn("QUARANTINED", looked_for)
        none((value for value in looked_for if f'"{value}"' not in sources), "written by no code")

    def test_alarms_on_aws_s_own_metrics_name_them_and_their_dimensions_as_aws_does(self):
        for namespace, metric, dimensions, _ in every_metric():
            if namespace != "Claviger":
                self.assertIn(metric, BY_AWS.get((namespace, tuple(dimensions)), ()), dimensions)

    def test_no_alarm_looks_back_longer_than_cloudwatch_can(self):
        for alarm in alarms().values():
            self.assertLessEqual(period(alarm) * alarm["EvaluationPeriods"], A_DAY, name(alarm))

    def test_what_alarms_cost_is_what_the_page_says(self):
        """CloudWatch charges for each metric that an alarm looks at."""
        looked_at = sum(len(metrics(alarm)) for alarm in alarms().values())
        row = f"| {len(alarms())} alarms over {looked_at} metrics at $0.10 | ${looked_at / 10:.2f} |"
        self.assertIn(row, (TEMPLATE.parent / "docs/deploy.md").read_text())
