"""Results as a table for people, as JUnit XML for CI, and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from emulator.contracts.checks.trial import Result


def as_table(results: Sequence[Result]) -> str:
    """Return a line an operation, with its breaches below, and the counts."""
    lines = [line for result in results for line in (_line(result), *(f"    {breach}" for breach in result.breaches))]
    counts = Counter(result.state for result in results)
    total = ", ".join(f"{counts[state]} {state}" for state in ("passed", "failed", "untried"))
    return "\n".join((*lines, total, ""))


def as_json(results: Sequence[Result], target: str) -> str:
    """Return the results as one JSON object."""
    rows: list[dict[str, Any]] = [
        {"contract": result.contract, "state": result.state, "calls": result.calls, "breaches": result.breaches} for result in results
    ]
    return json.dumps({"target": target, "results": rows}, indent=2, ensure_ascii=False) + "\n"


def as_junit(results: Sequence[Result], target: str) -> str:
    """Return the results as one JUnit suite, a case an operation."""
    counts = Counter(result.state for result in results)
    numbers = {"tests": len(results), "failures": counts["failed"], "skipped": counts["untried"], "errors": 0}
    suite = ElementTree.Element("testsuite", {"name": f"contracts at {target}", **{name: str(count) for name, count in numbers.items()}})
    for result in results:
        folder, _, name = result.contract.rpartition("/")
        case = ElementTree.SubElement(suite, "testcase", {"classname": folder.replace("/", "."), "name": name})
        if result.breaches:
            failure = ElementTree.SubElement(case, "failure", {"message": f"{len(result.breaches)} breaches of the contract"})
            failure.text = "\n".join(result.breaches)
        if not result.calls:
            ElementTree.SubElement(case, "skipped", {"message": "no tape calls it"})
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _line(result: Result) -> str:
    return f"{result.state:<8} {result.contract} ({result.calls} calls)"
