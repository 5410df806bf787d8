"""What the functions really asked AWS for, as the acceptance tests wrote it down.

`infra/acceptance/target/aws-actions.json` holds {function's logical id: [action, ...]}, each action as the AWS SDK calls it, for
example "dynamodb:TransactGetItems".
"""

import json
from functools import cache
from pathlib import Path

RECORD = Path(__file__).resolve().parents[2] / "infra/acceptance/target/aws-actions.json"

# Operations that IAM knows under other names, or that ask for more.
IAM_ACTIONS = {
    "secretsmanager:CreateSecret": {"secretsmanager:CreateSecret", "secretsmanager:TagResource"},
    "sqs:SendMessageBatch": {"sqs:SendMessage"},
}

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
def recorded():
    """Function -> actions as IAM knows them; nothing if the acceptance tests have not run."""
    if not RECORD.exists():
        return None
    record = json.loads(RECORD.read_text())
    return {f: set().union(*(IAM_ACTIONS.get(a, {a}) for a in actions)) for f, actions in record.items()}
