"""Holds template.yaml and watching.yaml against what a security review would ask of it, and prints who may do what.

Ends with a line "template: N passed, N failed", and with exit code 1 if anything failed.
"""

import io
import sys
from pathlib import Path
from unittest import TestLoader, TextTestRunner

from policies import granted
from recorded import BY_AWS, recorded
from the_stack import functions


def policy_table():
    """A function a line: what it may ask AWS for, with * at what the acceptance tests have not seen it ask for."""
    used = recorded()
    for function in sorted(functions()):
        own = sorted(granted(function) - set(BY_AWS))
        marked = own if used is None else [a if a in used.get(function, ()) else a + "*" for a in own]
        yield f"  {function}: {' '.join(marked)}"


def main():
    report = io.StringIO()
    result = TextTestRunner(stream=report, verbosity=0).run(TestLoader().discover(str(Path(__file__).parent)))
    broken, skipped = len(result.failures) + len(result.errors), len(result.skipped)
    if broken:
        print(report.getvalue())
    for reason in sorted({reason for _, reason in result.skipped}):
        print(f"skipped: {reason}")
    print("Granted, beside what AWS does in a function's name (* never used by the acceptance tests):")
    print(*policy_table(), sep="\n")
    print(f"template: {result.testsRun - broken - skipped} passed, {broken} failed, {skipped} skipped")
    return broken


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
