"""What comes out when the stack is made, in moto's view."""

import json
from unittest import TestCase

from emulator import deployed
from the_stack import functions
from watched import alarms


class Emulated(TestCase):
    @classmethod
    def setUpClass(cls):
        _, client = cls.enterClassContext(deployed())
        cls.client = staticmethod(client)

    def test_both_stacks_are_made(self):
        stacks = self.client("cloudformation").describe_stacks()["Stacks"]
        self.assertEqual([s["StackStatus"] for s in stacks], ["CREATE_COMPLETE"] * 2)
        topics = [topic["TopicArn"].rsplit(":", 1)[1] for topic in self.client("sns").list_topics()["Topics"]]
        self.assertEqual(set(topics), {"claviger-test-page", "claviger-test-ticket"})
        self.assertEqual(len(self.client("cloudwatch").list_dashboards()["DashboardEntries"]), 1)

    def test_cloudwatch_takes_every_alarm(self):
        """moto's CloudFormation makes none; its CloudWatch, and the AWS SDK's own checks, see them here."""
        for alarm in alarms().values():
            self.client("cloudwatch").put_metric_alarm(**alarm)
        stored = self.client("cloudwatch").describe_alarms()["MetricAlarms"]
        self.assertEqual(len(stored), len(alarms()))

    def test_the_tables_take_items_and_answer_what_is_due_by_keys_alone(self):
        dynamodb = self.client("dynamodb")
        key = {"instanceKey": {"S": "tv-app#living-room"}}
        item = {**key, "shard": {"N": "3"}, "refreshAt": {"N": "100"}, "token": {"S": "sealed"}}
        dynamodb.put_item(TableName="claviger-test-instances", Item=item)
        dynamodb.put_item(TableName="claviger-test-applications", Item={"applicationId": {"S": "tv-app"}})
        due = dynamodb.query(
            TableName="claviger-test-instances",
            IndexName="due",
            KeyConditionExpression="#shard = :shard AND refreshAt <= :now",
            ExpressionAttributeNames={"#shard": "shard"},
            ExpressionAttributeValues={":shard": {"N": "3"}, ":now": {"N": "100"}},
        )
        self.assertEqual([set(i) for i in due["Items"]], [{"instanceKey", "shard", "refreshAt"}])
        ttl = dynamodb.describe_time_to_live(TableName="claviger-test-instances")["TimeToLiveDescription"]
        self.assertEqual(ttl.get("AttributeName", "ttl"), "ttl")

    def test_what_is_received_too_often_from_a_queue_goes_to_its_dead_letter_queue(self):
        sqs = self.client("sqs")
        for name in ("refresh", "revocation-evidence"):
            url = sqs.get_queue_url(QueueName=f"claviger-test-{name}")["QueueUrl"]
            attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
            redrive = json.loads(attributes["RedrivePolicy"])
            self.assertTrue(redrive["deadLetterTargetArn"].endswith(f":claviger-test-{name}-dead-letters"))
            self.assertEqual(int(redrive["maxReceiveCount"]), 5)

    def test_the_keyset_begins_as_a_seed_of_32_bytes(self):
        value = self.client("secretsmanager").get_secret_value(SecretId="claviger/test/keyset")["SecretString"]
        self.assertRegex(value, r'^\{"format": "seed", "seed": "[0-9a-f]{64}"}$')

    def test_the_bus_takes_events_and_the_key_is_found_by_its_alias(self):
        entry = {"EventBusName": "claviger-test", "Source": "claviger", "DetailType": "Check", "Detail": "{}"}
        self.assertEqual(self.client("events").put_events(Entries=[entry])["FailedEntryCount"], 0)
        aliases = [alias["AliasName"] for alias in self.client("kms").list_aliases()["Aliases"]]
        self.assertIn("alias/claviger-test", aliases)

    def test_no_function_is_told_of_a_table_or_a_queue_that_is_not_there(self):
        tables = self.client("dynamodb").list_tables()["TableNames"]
        queues = self.client("sqs").list_queues()["QueueUrls"]
        names = {url.rsplit("/", 1)[1] for url in queues}
        for function, properties in functions().items():
            for variable, value in properties["Environment"]["Variables"].items():
                if variable.endswith("_TABLE"):
                    self.assertIn(value, tables, function)
                if variable.endswith("_QUEUE_URL"):
                    self.assertIn(value.rsplit("/", 1)[1], names, function)
