"""The client that app teams copy is type-checked and run against a stub."""

import subprocess
from unittest import TestCase

from cloudformation import TEMPLATE

ROOT = TEMPLATE.parent
CLIENTS = ROOT / ".ci/clients"


def run(*command, where=ROOT):
    done = subprocess.run(command, cwd=where, capture_output=True, text=True)
    return None if done.returncode == 0 else done.stdout + done.stderr


class Clients(TestCase):
    def test_the_client_for_typescript_does_what_the_guide_for_app_teams_says(self):
        if not (CLIENTS / "node_modules").exists():
            self.assertIsNone(run("npm", "ci", "--silent", where=CLIENTS))
        self.assertIsNone(run(CLIENTS / "node_modules/.bin/tsc", "-p", CLIENTS))
        self.assertIsNone(run("node", "--test", CLIENTS / "claviger.test.mjs"))
