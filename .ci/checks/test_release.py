"""A release: what .ci/package makes of the zips that ./mvnw package built."""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import SkipTest, TestCase

from cloudformation import REGION, TEMPLATE, Stack
from emulator import SETTINGS, create, moto
from samtranslator.yaml_helper import yaml_parse

ROOT = TEMPLATE.parent


def code_uris(template):
    """The functions' code by their logical ids."""
    resources = yaml_parse(template.read_text())["Resources"]
    return {n: r["Properties"]["CodeUri"] for n, r in resources.items() if r["Type"] == "AWS::Serverless::Function"}


CODE = set(code_uris(TEMPLATE).values())
TOOL = "infra/cli/target/claviger.jar"


def release(folder):
    """Makes a release in the folder; the archive."""
    made = subprocess.run([ROOT / ".ci/package", folder], capture_output=True, text=True, check=True)
    return Path(made.stdout.strip())


def unpacked(archive, folder):
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


class Release(TestCase):
    @classmethod
    def setUpClass(cls):
        if not all((ROOT / built).exists() for built in [*CODE, TOOL]):
            raise SkipTest("./mvnw package has not built the functions and the operator's tool")
        cls.scratch = Path(cls.enterClassContext(TemporaryDirectory()))
        cls.archive = release(cls.scratch / "one")

    def test_a_zip_does_not_tell_when_or_where_it_was_built(self):
        for code in CODE:
            with zipfile.ZipFile(ROOT / code) as built:
                self.assertEqual(built.namelist(), sorted(built.namelist()), code)
                self.assertEqual({i.date_time for i in built.infolist()}, {(2026, 1, 1, 0, 0, 0)}, code)

    def test_the_same_zips_make_the_same_archive(self):
        again = release(self.scratch / "two")
        self.assertEqual(*(hashlib.sha256(a.read_bytes()).hexdigest() for a in (self.archive, again)))

    def test_the_bill_of_materials_has_what_functions_and_tool_are_made_of(self):
        def bom(name, *libraries):
            part = {
                "metadata": {"component": {"bom-ref": name}},
                "components": [{"bom-ref": library} for library in libraries],
                "dependencies": [{"ref": name, "dependsOn": list(libraries)}, {"ref": "jackson"}],
            }
            file = self.scratch / f"{name}.json"
            file.write_text(json.dumps(part))
            return file

        parts = bom("functions", "jackson", "quarkus"), bom("cli", "jackson", "picocli")
        made = subprocess.run([ROOT / ".ci/bom", *parts], capture_output=True, text=True, check=True)
        whole = json.loads(made.stdout)
        self.assertEqual(whole["metadata"], {"component": {"bom-ref": "functions"}})
        self.assertEqual([c["bom-ref"] for c in whole["components"]], ["cli", "jackson", "picocli", "quarkus"])
        self.assertIn({"ref": "cli", "dependsOn": ["jackson", "picocli"]}, whole["dependencies"])
        self.assertIn("run: ./mvnw -B -ntp -Pcli,bom", (ROOT / ".github/workflows/release.yml").read_text())

    def test_an_unpacked_release_is_deployed_without_the_repository_and_maven(self):
        folder = unpacked(self.archive, self.scratch / "empty")
        with moto() as (address, client):
            self._package(folder, address, client("s3"))
            packaged = Stack(folder / "packaged.yaml", DomainName="", CertificateArn="")
            create(packaged, client)
            stacks = client("cloudformation").describe_stacks()["Stacks"]
            self.assertEqual([s["StackStatus"] for s in stacks], ["CREATE_COMPLETE"] * 2)
            for name, code in code_uris(folder / "template.yaml").items():
                of = packaged.of_type("AWS::Lambda::Function")[name]["Code"]
                uploaded = client("s3").get_object(Bucket=of["S3Bucket"], Key=of["S3Key"])["Body"].read()
                self.assertEqual(uploaded, (folder / code).read_bytes(), name)

    def _package(self, folder, address, s3):
        """As `sam deploy` does: uploads zips and nested template, and writes where they are into packaged.yaml."""
        names = "--template-file template.yaml --s3-bucket code --output-template-file packaged.yaml"
        command = [sys.executable, "-m", "awscli", "cloudformation", "package", *names.split()]
        environment = {
            "PATH": os.devnull,
            "AWS_ENDPOINT_URL": address,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": SETTINGS["aws_access_key_id"],
            "AWS_SECRET_ACCESS_KEY": SETTINGS["aws_secret_access_key"],
        }
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
        text = (folder / "packaged.yaml").read_text()
        (url,) = (line.split()[-1] for line in text.splitlines() if "TemplateURL:" in line)
        nested = s3.get_object(Bucket="code", Key=url.rsplit("/", 1)[1])["Body"].read()
        (folder / "nested.yaml").write_bytes(nested)
        (folder / "packaged.yaml").write_text(text.replace(url, "nested.yaml"))
