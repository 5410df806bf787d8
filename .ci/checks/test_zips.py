"""What the functions' zips hold, and how large they are: docs/adr/0029-what-a-zip-holds.md."""

import re
import zipfile
from pathlib import Path
from unittest import SkipTest, TestCase

from cloudformation import TEMPLATE

MAX_BYTES = 14_000_000
JARS = Path(__file__).with_name("jars")
VERSION = re.compile(r"-\d[\w.\-]*\.jar$")


def zips():
    """The zips by the names of their modules."""
    built = {zip.parts[-3]: zip for zip in TEMPLATE.parent.glob("functions/*/target/function.zip")}
    if not built:
        raise SkipTest("./mvnw package has not built the functions")
    return built


def expected():
    """The jars by module. A line names a jar, and behind it the modules that have it unless all have."""
    lines = [line.split() for line in JARS.read_text().splitlines() if line and not line.startswith("#")]
    return {module: {jar for jar, *only in lines if not only or module in only} for module in zips()}


class Zips(TestCase):
    def test_no_zip_is_larger_than_14_MB(self):
        for module, zip in zips().items():
            self.assertLessEqual(zip.stat().st_size, MAX_BYTES, module)

    def test_a_zip_holds_the_jars_of_the_list_and_no_other(self):
        for module, zip in zips().items():
            with zipfile.ZipFile(zip) as content:
                jars = {VERSION.sub("", name[4:]) for name in content.namelist() if name.startswith("lib/")}
            self.assertEqual(jars, expected()[module], module)

    def test_the_classes_in_a_jar_are_not_compressed_twice(self):
        for module, zip in zips().items():
            with zipfile.ZipFile(zip) as content:
                for name in (name for name in content.namelist() if name.endswith(".jar")):
                    with content.open(name) as jar, zipfile.ZipFile(jar) as classes:
                        methods = {entry.compress_type for entry in classes.infolist()}
                    self.assertEqual(methods, {zipfile.ZIP_STORED}, f"{module} {name}")
