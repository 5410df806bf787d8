"""What the pages name exists: files, headings, classes and their members."""

import re
import subprocess
from pathlib import Path
from unittest import TestCase

from cloudformation import TEMPLATE

ROOT = TEMPLATE.parent
FILES = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
PAGES = [name for name in FILES if name.endswith(".md")]
ABOUT_CODE = ["CONTRIBUTING.md", *(page for page in PAGES if re.match("docs/(architecture|aws-facts|requirements|adr/)", page))]

# Types of the JDK and of libraries, and actions of AWS.
OTHERS = {"KeysetHandle", "InstantSource", "RandomGenerator", "Optional", "GetSecretValue", "PublishVersion", "UsePreviousValue"}

CLASS_OR_MEMBER = re.compile(r"`([A-Z][a-z]\w*[a-z])(?:\.(\w+))?`")


def prose(page):
    return re.sub(r"^ *```.*?^ *```", "", (ROOT / page).read_text(), flags=re.M | re.S)


def anchors(page):
    headings = re.findall(r"^#+ (.*)$", prose(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page):
    found = re.findall(r"\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$", prose(page), re.M)
    return [target for target in map("".join, found) if "://" not in target]


def leads_nowhere(page, target):
    path, _, anchor = target.partition("#")
    linked = (ROOT / page).parent.joinpath(path).resolve() if path else ROOT / page
    return not linked.exists() or (anchor and anchor not in anchors(linked.relative_to(ROOT)))


def types():
    """The sources of every type, by its name."""
    found = {}
    for source in ((ROOT / name).read_text() for name in FILES if name.endswith(".java")):
        for name in re.findall(r"\b(?:class|interface|record|enum) (\w+)", source):
            found[name] = found.get(name, "") + source
    return found


class Docs(TestCase):
    def test_every_link_between_pages_leads_somewhere(self):
        self.assertEqual([], [(page, to) for page in PAGES for to in links(page) if leads_nowhere(page, to)])

    def test_every_check_that_the_facts_about_aws_name_exists(self):
        named = set(re.findall(r"`(test_\w+)`", prose("docs/aws-facts.md")))
        self.assertGreater(len(named), 5)
        self.assertEqual(set(), named - {Path(name).stem for name in FILES if name.startswith(".ci/checks/")})

    def test_every_class_and_member_that_a_page_about_the_code_names_exists(self):
        known, elsewhere = types(), OTHERS | set(re.findall(r"\w+", TEMPLATE.read_text()))
        named = [(page, *names) for page in ABOUT_CODE for names in CLASS_OR_MEMBER.findall(prose(page))]
        unknown = [
            (page, name, member)
            for page, name, member in named
            if name not in elsewhere and not re.search(rf"\b{member or name}\b", known.get(name, ""))
        ]
        self.assertEqual([], unknown)
