"""What watching.yaml looks at, and what the pages say of it."""

import json
import re

from cloudformation import TEMPLATE
from the_stack import watching

RUNBOOK = "docs/runbook.md"


def alarms(stack=None):
    """Logical id -> properties of the alarms."""
    return (stack or watching()).of_type("AWS::CloudWatch::Alarm")


def name(alarm):
    """An alarm's name without stage."""
    return alarm["AlarmName"].removeprefix("claviger-test-")


def metrics(alarm):
    """The metrics that an alarm looks at: namespace, metric, dimensions as name -> value, statistic."""
    if "Metrics" not in alarm:
        stated = [(alarm, alarm.get("Statistic", alarm.get("ExtendedStatistic")))]
    else:
        statistics = [m["MetricStat"] for m in alarm["Metrics"] if "MetricStat" in m]
        stated = [(s["Metric"], s["Stat"]) for s in statistics]
    return [
        (m["Namespace"], m["MetricName"], {d["Name"]: d["Value"] for d in m["Dimensions"]}, statistic)
        for m, statistic in stated
    ]


def period(alarm):
    """The seconds of an alarm's period, the same for each of its metrics."""
    periods = {m["MetricStat"]["Period"] for m in alarm.get("Metrics", []) if "MetricStat" in m} or {alarm["Period"]}
    (only,) = periods
    return only


def every_metric():
    return [metric for alarm in alarms().values() for metric in metrics(alarm)]


def own_metrics():
    return [metric for metric in every_metric() if metric[0] == "Claviger"]


def is_watched(metric, **dimensions):
    return any(m[1:3] == (metric, dimensions) for m in every_metric())


def queries():
    """Name without stage -> properties of the saved queries of CloudWatch Logs Insights."""
    defined = watching().of_type("AWS::Logs::QueryDefinition").values()
    return {query["Name"].removeprefix("claviger/test/"): query for query in defined}


def runbook():
    """Anchor -> (urgency, the alarms) of the runbook's entries about alarms."""
    page = (TEMPLATE.parent / RUNBOOK).read_text()
    entries = re.findall(r"^### (.+)\n\n\*\*(Page|Ticket)\*\*: ((?:`[\w-]+`(?:,\s)?)+)\.", page, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-"): (urgency, set(re.findall(r"`([^`]+)`", named)))
        for heading, urgency, named in entries
    }


def documented():
    """Every metric of our own with its dimensions: one row each in the table of docs/deploy.md."""
    table = (TEMPLATE.parent / "docs/deploy.md").read_text().split("### Metrics", 1)[1].split("\n#", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| (?:`(\w+)`)? *\|", table, re.MULTILINE)
    return {metric for row, by in rows for metric in {(row, "Stage"), (row, *sorted({"Stage", by} - {""}))}}


def dashboard():
    return json.loads(watching().of_type("AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"])


def on_the_dashboard():
    """The metrics that the dashboard names: (namespace, metric, dimensions as name -> value; None for every value)."""
    found, before = [], ()
    for line in (m for w in dashboard()["widgets"] for m in w["properties"].get("metrics", [])):
        if isinstance(line[0], dict):
            pattern = r"\{(\w+),([\w,]+)} MetricName=\"(\w+)\""
            namespace, dimensions, metric = re.search(pattern, line[0]["expression"]).groups()
            found.append((namespace, metric, dict.fromkeys(dimensions.split(","))))
            continue
        texts = [part for part in line if isinstance(part, str)]
        before = before if texts == ["..."] else texts
        found.append((before[0], before[1], dict(zip(before[2::2], before[3::2]))))
    return found
