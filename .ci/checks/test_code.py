"""The sources keep to the project's rules of style: plain words, short test names, short files, no class cycles."""

import re
import subprocess
from unittest import TestCase

from cloudformation import TEMPLATE
from the_stack import none

ROOT = TEMPLATE.parent
FILES = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
WRITTEN = [name for name in FILES if re.search(r"(?<!test_code)\.(java|md|ya?ml|html|py)$", name)]
JAVA = [name for name in FILES if name.endswith(".java")]
MAIN = [name for name in JAVA if "/src/main/java/" in name and not name.endswith("package-info.java")]

MAX_TEST_NAME = 80
MAX_LINES = 250

PRIVATE = re.compile(
    r"\b(whoever|but that|the one that|hangs? on|as at the|followed by peace|peace|pursuit|upkeep|safekeeping)\b"
    r"|\b(last look|patience|sightings?|houses?|birds?|companions?|(most|least)_[a-z]\w*)\b"
    r"|(?<!living-)\b(?-i:[Rr]ooms?)\b(?!-)"
    r"|(?<![a-z])mint(s|ed|ing)?(?![a-z])",
    re.I,
)
TEST = re.compile(r"\bvoid ([a-z0-9]+(?:_[a-z0-9]+)+)\(")
NOT_CODE = re.compile(r'""".*?"""|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])+\'|/\*.*?\*/|//[^\n]*', re.S)


def text(name):
    return (ROOT / name).read_text()


def classes():
    """The main classes by module, each with its code."""
    found = {}
    for name in MAIN:
        module, path = name.split("/src/main/java/")
        found.setdefault(module, {})[path.removesuffix(".java").replace("/", ".")] = NOT_CODE.sub("", text(name))
    return found


def uses(name, code, others):
    """The other classes of the module that a class names: those of its package by their simple names."""
    package = name.rpartition(".")[0]
    imports = re.findall(r"^import (?:static )?([\w.]+)", code, re.M)
    words = set(re.findall(r"\w+", re.sub(r"^import .*", "", code, flags=re.M)))
    return {
        other
        for other in others
        if other != name
        and (
            any(f"{imported}.".startswith(f"{other}.") for imported in imports)
            or (other.rpartition(".")[0] == package and other.rpartition(".")[2] in words)
        )
    }


def reached(start, graph):
    seen, waiting = set(), [start]
    while waiting:
        new = graph[waiting.pop()] - seen
        seen |= new
        waiting += new
    return seen


class Code(TestCase):
    def test_no_file_has_a_word_that_only_this_project_uses(self):
        lines = ((name, i, line) for name in WRITTEN for i, line in enumerate(text(name).splitlines(), 1))
        none((f"{name}:{i} {found[0]}" for name, i, line in lines if (found := PRIVATE.search(line))), "private words")

    def test_the_name_of_a_test_has_at_most_80_characters(self):
        names = (test for name in JAVA if "/src/test/" in name for test in TEST.findall(text(name)))
        none((test for test in names if len(test) > MAX_TEST_NAME), "names that are too long")

    def test_a_file_has_at_most_250_lines(self):
        none((name for name in MAIN if len(text(name).splitlines()) > MAX_LINES), "files that are too long")

    def test_no_two_classes_of_a_module_need_each_other(self):
        for sources in classes().values():
            graph = {name: uses(name, code, sources) for name, code in sources.items()}
            none((name for name in graph if name in reached(name, graph)), "classes on a cycle")
