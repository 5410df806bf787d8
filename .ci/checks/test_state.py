"""What keeps data, and how it is kept."""

import json
from unittest import TestCase

from cloudformation import Stack
from the_stack import functions, none, of_type, the_stack, watching


class State(TestCase):
    def test_everything_that_keeps_data_is_encrypted_with_our_own_key_and_the_key_rotates(self):
        self.assertIs(of_type("AWS::KMS::Key")["Key"]["EnableKeyRotation"], True)
        key = the_stack().arn("Key")
        for name, table in of_type("AWS::DynamoDB::Table").items():
            expected = {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}
            self.assertEqual(table["SSESpecification"], expected, name)
        for kind, member, expected in (
            ("AWS::SecretsManager::Secret", "KmsKeyId", key),
            ("AWS::Logs::LogGroup", "KmsKeyId", key),
            ("AWS::SQS::Queue", "KmsMasterKeyId", "Key"),
            ("AWS::SNS::Topic", "KmsMasterKeyId", "Key"),
        ):
            keepers = {**of_type(kind), **watching().of_type(kind)}
            self.assertTrue(keepers, kind)
            none((n for n, p in keepers.items() if p.get(member) != expected), f"{kind} without the key")

    def test_both_tables_have_point_in_time_recovery_and_deletion_protection(self):
        tables = of_type("AWS::DynamoDB::Table")
        self.assertEqual(set(tables), {"ApplicationsTable", "InstancesTable"})
        for name, table in tables.items():
            self.assertIs(table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], True, name)
            self.assertIs(table["DeletionProtectionEnabled"], True, name)

    def test_tables_keyset_and_key_outlive_the_stack_and_every_replacement(self):
        """A first deployment that fails takes the keyset with it; protected tables it cannot take, nor so their key."""
        fates = {
            name: (resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy"))
            for name, resource in the_stack().resources.items()
            if resource["Type"] in ("AWS::DynamoDB::Table", "AWS::SecretsManager::Secret", "AWS::KMS::Key")
        }
        kept = ("Retain", "Retain")
        expected = {"KeysetSecret": ("RetainExceptOnCreate", "Retain")}
        self.assertEqual(fates, {"ApplicationsTable": kept, "InstancesTable": kept, "Key": kept, **expected})

    def test_the_keyset_s_seed_is_64_hexadecimal_digits_that_nobody_has_seen(self):
        secret = of_type("AWS::SecretsManager::Secret")["KeysetSecret"]
        self.assertNotIn("SecretString", secret)
        recipe = secret["GenerateSecretString"]
        self.assertEqual(json.loads(recipe["SecretStringTemplate"]), {"format": "seed"})
        self.assertEqual((recipe["GenerateStringKey"], recipe["PasswordLength"]), ("seed", 64))
        self.assertEqual(recipe["ExcludeCharacters"], "ghijklmnopqrstuvwxyz")
        self.assertTrue(recipe["ExcludeUppercase"] and recipe["ExcludePunctuation"])
        self.assertIs(recipe["RequireEachIncludedType"], False)

    def test_only_the_keyset_has_a_replica_and_only_where_a_region_is_named(self):
        self.assertNotIn("ReplicaRegions", of_type("AWS::SecretsManager::Secret")["KeysetSecret"])
        secrets = Stack(KeysetReplicaRegion="us-west-2").of_type("AWS::SecretsManager::Secret")
        self.assertEqual(secrets["KeysetSecret"]["ReplicaRegions"], [{"Region": "us-west-2"}])

    def test_a_queue_gives_its_function_time_and_has_its_own_dead_letter_queue(self):
        queues = {the_stack().arn(name): queue for name, queue in of_type("AWS::SQS::Queue").items()}
        timeouts = {f["FunctionName"]: f["Timeout"] for f in functions().values()}
        dead_letter_queues = set()
        for mapping in of_type("AWS::Lambda::EventSourceMapping").values():
            queue = queues[mapping["EventSourceArn"]]
            self.assertGreaterEqual(queue["VisibilityTimeout"], 6 * timeouts[mapping["FunctionName"]])
            self.assertEqual(mapping["FunctionResponseTypes"], ["ReportBatchItemFailures"])
            self.assertGreaterEqual(int(mapping["ScalingConfig"]["MaximumConcurrency"]), 2)
            dead = queue["RedrivePolicy"]["deadLetterTargetArn"]
            self.assertEqual(queues[dead]["MessageRetentionPeriod"], 14 * 24 * 3600)
            self.assertEqual(queues[dead]["RedriveAllowPolicy"]["sourceQueueArns"], [mapping["EventSourceArn"]])
            dead_letter_queues.add(dead)
        self.assertEqual(len(dead_letter_queues), 2)
