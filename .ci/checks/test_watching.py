"""What operators look at when something is wrong."""

import re
from unittest import TestCase

from cloudformation import TEMPLATE
from the_stack import functions, none, of_type, the_stack, watching
from watched import RUNBOOK, dashboard, documented, every_metric, on_the_dashboard, own_metrics, queries

# Figures to look up when something is wrong, rather than to watch.
NOT_SHOWN = {"ClientsSalvaged", "RefreshesPostponed", "SweepQueued", "SweepHeldBack"}

# The words of a query that are not fields.
SYNTAX = "filter|stats|sort|display|by|as|and|or|in|asc|desc|count|max|pct|bin|5m|limit|like"


def shown():
    """The metrics of our own on the dashboard: (metric, *dimensions)."""
    return {(m, *sorted(where)) for namespace, m, where in on_the_dashboard() if namespace == "Claviger"}


def fields(query):
    """The fields that a query reads, without those of CloudWatch Logs itself and those that the query makes."""
    text = re.sub(r'^#.*$|"[^"]*"', "", query["QueryString"], flags=re.M)
    made = set(re.findall(r"\bas (\w+)", text))
    return set(re.findall(r"(?<![@\w.])[A-Za-z]\w*", text)) - made - set(SYNTAX.split("|"))


def tables():
    """The queries of the dashboard's tables."""
    return [w["properties"]["query"] for w in dashboard()["widgets"] if w["type"] == "log"]


class Watching(TestCase):
    def test_names_that_are_watched_are_those_of_functions_queues_and_tables(self):
        there = {
            "FunctionName": {f["FunctionName"] for f in functions().values()},
            "QueueName": {q["QueueName"] for q in of_type("AWS::SQS::Queue").values()},
            "TableName": {t["TableName"] for t in of_type("AWS::DynamoDB::Table").values()},
            "RuleName": {r["Name"] for r in watching().of_type("AWS::Events::Rule").values()},
        }
        wheres = [m[2] for m in (*every_metric(), *on_the_dashboard())]
        none((v for where in wheres for k, v in where.items() if k in there and v not in there[k]), "watched, but not there")

    def test_alarms_and_the_dashboard_name_metrics_that_there_are(self):
        """The acceptance tests hold the table of docs/deploy.md against what the functions write."""
        named = {(metric, *sorted(where)) for _, metric, where, _ in own_metrics()} | shown()
        none((" by ".join(metric) for metric in named - documented()), "not in the table of metrics")

    def test_every_metric_of_ours_is_on_the_dashboard(self):
        none({m for m, *_ in documented()} - {m for m, *_ in shown()} - NOT_SHOWN, "not on the dashboard")

    def test_the_dashboard_shows_every_metric_of_our_own_that_raises_an_alarm(self):
        none({metric for _, metric, _, _ in own_metrics()} - {m for m, *_ in shown()}, "not on the dashboard")

    def test_the_dashboard_finds_the_line_that_a_start_writes(self):
        (query,) = (q for q in tables() if "starting" in q)
        groups = {f["LoggingConfig"]["LogGroup"] for n, f in functions().items() if n != "KeysetRotationFunction"}
        self.assertEqual(set(re.findall("SOURCE '([^']+)'", query)), groups)
        runtime = TEMPLATE.parent / "functions/runtime/src/main/java/io/claviger/runtime"
        build = re.search(r'"(.*)"\.formatted', (runtime / "Build.java").read_text()).group(1)
        self.assertIn('"starting " + Build.current()', (runtime / "Deployment.java").read_text())
        self.assertIn("parse message 'starting {}'".format(build.replace("%s", "*")), query)

    def test_the_dashboard_shows_the_counts_that_a_scheduled_check_logs(self):
        (query,) = (q for q in tables() if "InstancesCounted" in q)
        self.assertIn(f"SOURCE '{functions()['RevocationCheckFunction']['LoggingConfig']['LogGroup']}'", query)
        journal = TEMPLATE.parent / "functions/aws/src/main/java/io/claviger/aws/journal/MetricsJournal.java"
        statuses = re.search(r'List\.of\(("REGISTERING".*?)\)', journal.read_text()).group(1)
        shown = set(re.findall(r"latest\((\w+)\)", query))
        self.assertEqual(shown, {s.lower() for s in re.findall(r"\w+", statuses)})

    def test_saved_queries_search_the_logs_of_every_function(self):
        groups = {f["LoggingConfig"]["LogGroup"] for f in functions().values()}
        for name, query in queries().items():
            self.assertEqual(set(query["LogGroupNames"]), groups, name)

    def test_the_pages_name_every_saved_query_and_no_other(self):
        pages = "".join((TEMPLATE.parent / page).read_text() for page in (RUNBOOK, "docs/deploy.md"))
        self.assertEqual(set(re.findall(r"[Qq]uery\s`([\w-]+)`", pages)), set(queries()))

    def test_saved_queries_ask_for_entries_and_fields_that_the_code_writes(self):
        sources = "".join(p.read_text() for p in TEMPLATE.parent.glob("functions/*/src/main/java/**/*.java"))
        for name, query in queries().items():
            written = set(re.findall(r'"(\w+)"', sources))
            none(fields(query) - written, f"{name}: no such field")
            none(set(re.findall(r'"(\w+)"', query["QueryString"])) - written, f"{name}: no such entry or value")


class Parameters(TestCase):
    def test_every_parameter_is_explained_bounded_and_grouped(self):
        declared = the_stack().source["Parameters"]
        for name, parameter in declared.items():
            self.assertGreater(len(parameter["Description"]), 20, name)
            self.assertTrue({"AllowedPattern", "AllowedValues", "MaxValue"} & set(parameter), f"{name} takes anything")
            self.assertEqual("MinValue" in parameter, "MaxValue" in parameter, name)
        groups = the_stack().source["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
        self.assertEqual(sorted(p for g in groups for p in g["Parameters"]), sorted(declared))

    def test_the_nested_stack_gets_every_parameter_that_it_takes(self):
        given = set(of_type("AWS::CloudFormation::Stack")["Watching"]["Parameters"])
        self.assertEqual(set(watching().source["Parameters"]), given)
