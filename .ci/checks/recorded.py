"""What the functions really asked AWS for, as the acceptance tests wrote it down.

`infra/acceptance/target/aws-actions.json` holds {function's logical id: [request, ...]}, each request as IAM sees it:
{"action": "dynamodb:GetItem", "on": "claviger-local-instances", "context": {"dynamodb:LeadingKeys": "tv-app#tv"}}.
"""

import json
import re
from functools import cache
from pathlib import Path

RECORD = Path(__file__).resolve().parents[2] / "infra/acceptance/target/aws-actions.json"

# Granted, and asked for not by our code but by AWS on its behalf.
BY_AWS = {
    "logs:CreateLogStream": "Lambda writes the function's output",
    "logs:PutLogEvents": "Lambda writes the function's output",
    "xray:PutTraceSegments": "Lambda writes the function's traces",
    "xray:PutTelemetryRecords": "Lambda writes the function's traces",
    "sqs:ReceiveMessage": "Lambda takes messages from the queue in the function's name",
    "sqs:DeleteMessage": "Lambda takes messages from the queue in the function's name",
    "sqs:GetQueueAttributes": "Lambda takes messages from the queue in the function's name",
    "kms:Decrypt": "DynamoDB, Secrets Manager and SQS decrypt in the function's name",
    "kms:GenerateDataKey": "Secrets Manager and SQS encrypt in the function's name",
}
# Asked for by our code, but only in a rare case, which the acceptance tests need not bring about.
_CANARY = "a canary's credentials are lost, or refused while its statement is good, so a new canary takes its place"
RARELY = {
    ("RegistrationFunction", "dynamodb:DeleteItem"): "a registration was refused, so what was begun is taken back",
    ("RegistrationFunction", "secretsmanager:PutSecretValue"): "a statement is replaced, or an instance registers anew",
    ("RegistrationFunction", "sqs:SendMessage"): "a registration was refused, which is evidence against the statement",
    ("RefreshWorkerFunction", "sqs:SendMessage"): "credentials were refused in the background, which is evidence",
    ("RevocationCheckFunction", "secretsmanager:CreateSecret"): _CANARY,
    ("RevocationCheckFunction", "secretsmanager:TagResource"): _CANARY,
    ("RevocationCheckFunction", "secretsmanager:PutSecretValue"): _CANARY,
    ("RevocationCheckFunction", "secretsmanager:UpdateSecretVersionStage"): _CANARY,
    ("RevocationCheckFunction", "secretsmanager:RestoreSecret"): "a canary's secret waits for its deletion",
}


@cache
def requests():
    """Function -> requests that differ in more than a random name or a number; nothing if the acceptance tests have not run."""
    if not RECORD.exists():
        return None
    alike = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=-)[0-9]+(?=[#\"])", "1", RECORD.read_text())
    return {f: list({json.dumps(r): r for r in asked}.values()) for f, asked in json.loads(alike).items()}


def recorded():
    """Function -> actions; nothing if the acceptance tests have not run."""
    return requests() and {f: {r["action"] for r in asked} for f, asked in requests().items()}
