"""The transformed stack in moto, an emulator of AWS that others wrote."""

import io
import json
import logging
import urllib.request
import warnings
import zipfile
from contextlib import contextmanager

import boto3
from cloudformation import REGION, Stack
from moto.cloudformation import parsing
from moto.server import ThreadedMotoServer

SETTINGS = {"region_name": REGION, "aws_access_key_id": "check", "aws_secret_access_key": "check"}

# What moto could make, but not as we need it.
LEFT_OUT = {
    "AWS::Events::Rule": "stumbles over a rule on a bus of one's own",
    "AWS::Lambda::EventSourceMapping": "would run the function in a container for each message",
    "AWS::Lambda::Permission": "is for an alias, which moto does not know",
    "AWS::Lambda::Version": "is for an alias, which moto does not know",
}


def known_to_moto():
    """The resource types that moto's CloudFormation can make."""
    return {model.cloudformation_type() for model in parsing.CloudFormationModel.__subclasses__()} - set(LEFT_OUT)


@contextmanager
def moto():
    """Runs moto with an empty bucket `code`; yields its address and a function from a service's name to a client."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    logging.getLogger("moto").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        address = "http://{}:{}".format(*server.get_host_and_port())
        # Every server of one process has the same state.
        urllib.request.urlopen(f"{address}/moto-api/reset", data=b"").close()

        def client(service):
            return boto3.client(service, endpoint_url=address, **SETTINGS)

        elsewhere = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
        client("s3").create_bucket(Bucket="code", **({} if REGION == "us-east-1" else elsewhere))
        yield address, client
    finally:
        server.stop()


@contextmanager
def deployed(**parameters):
    """As moto(), with the stack in it."""
    with moto() as (address, client):
        stack = Stack(DomainName="", CertificateArn="", **parameters)
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr("code", "none")
        for function in stack.of_type("AWS::Lambda::Function").values():
            client("s3").put_object(Bucket="code", Key=function["Code"]["S3Key"], Body=zipped.getvalue())
        create(stack, client)
        yield address, client


def create(stack, client):
    """Makes the stack in moto; its functions' code is in the bucket."""
    client("s3").put_object(Bucket="code", Key="watching.yaml", Body=json.dumps(what_moto_knows(stack.watching)))
    known = what_moto_knows(stack)
    known["Resources"]["Watching"]["Properties"]["TemplateURL"] = "https://code.s3.amazonaws.com/watching.yaml"
    client("cloudformation").create_stack(
        StackName="claviger-test",
        TemplateBody=json.dumps(known),
        Parameters=[{"ParameterKey": k, "ParameterValue": str(v)} for k, v in stack.parameters.items()],
        Capabilities=["CAPABILITY_IAM"],
    )
    _generate_secrets(stack, client("secretsmanager"))


def _generate_secrets(stack, secrets_manager):
    """As CloudFormation would; moto's does not make secrets."""
    for secret in stack.of_type("AWS::SecretsManager::Secret").values():
        recipe = secret["GenerateSecretString"]
        password = secrets_manager.get_random_password(
            PasswordLength=recipe["PasswordLength"],
            ExcludeCharacters=recipe["ExcludeCharacters"],
            ExcludeUppercase=recipe["ExcludeUppercase"],
            ExcludePunctuation=recipe["ExcludePunctuation"],
            RequireEachIncludedType=recipe["RequireEachIncludedType"],
        )["RandomPassword"]
        value = {**json.loads(recipe["SecretStringTemplate"]), recipe["GenerateStringKey"]: password}
        secrets_manager.create_secret(Name=secret["Name"], SecretString=json.dumps(value))


def what_moto_knows(stack):
    """The stack without the resources that moto cannot make; what refers to them gets the value it would have."""
    known = known_to_moto()
    kept = {n: r for n, r in stack.transformed["Resources"].items() if n in stack.resources and r["Type"] in known}
    missing = set(stack.transformed["Resources"]) - set(kept)

    def refers_to_missing(value):
        if isinstance(value, dict):
            (function, argument), *more = value.items() or [("", None)]
            if not more and function == "Ref":
                return argument in missing
            if not more and function == "Fn::GetAtt":
                return argument[0] in missing
            if not more and function == "Fn::Sub" and isinstance(argument, str):
                return any("${" + name + end in argument for name in missing for end in "}.")
        return False

    def without(value):
        if refers_to_missing(value):
            return stack.resolve(value)
        if isinstance(value, dict):
            return {k: without(v) for k, v in value.items() if not (k == "DependsOn" and refers_to(v))}
        return [without(v) for v in value] if isinstance(value, list) else value

    def refers_to(dependencies):
        return bool(missing & set(dependencies if isinstance(dependencies, list) else [dependencies]))

    parts = {k: v for k, v in stack.transformed.items() if k not in ("Outputs", "Rules", "Metadata")}
    return without({**parts, "Resources": kept})
