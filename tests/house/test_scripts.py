"""One script, one verb; each starts by itself on a bare machine, in the versions that are written down."""

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tests.house.sources import ROOT, expect_none

PIN: Final = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==[0-9][0-9A-Za-z.]*(?:; python_version [<>=]+ \"3\.\d+\")?")
NAME: Final = re.compile(r"[A-Za-z0-9._-]+")


def unstartable(path: Path) -> Iterator[str]:
    first, second, *_ = [*path.read_text(encoding="utf-8").splitlines(), "", ""]
    if not os.access(path, os.X_OK):
        yield f"{path.name} is not executable"
    if not first.startswith("#!/usr/bin/env "):
        yield f"{path.name} does not say what runs it"
    if not second.startswith(("# ", '"""')):
        yield f"{path.name} does not say what it is for"


def commands() -> list[Path]:
    """What people and CI start; verb.py beside a script called verb is started by it, in the right environment."""
    scripts = [path for path in (ROOT / "scripts").iterdir() if path.is_file()]
    return [ROOT / ".ci" / "run", *sorted(path for path in scripts if path.suffix == "" or path.with_suffix("") not in scripts)]


def normal(name: str) -> str:
    """The name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def unpinned(requirements: Iterable[str], constraints: Iterable[str]) -> list[str]:
    """Requirements without a version of their own among the constraints, and constraints that are more than a version."""
    pins = {line: PIN.fullmatch(line) for line in constraints if not line.startswith("#")}
    pinned = {normal(match["name"]) for match in pins.values() if match}
    needed = {normal(match.group()) for requirement in requirements if (match := NAME.match(requirement))}
    return [*sorted(needed - pinned), *(line for line, match in pins.items() if match is None)]


def requirements() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = settings["project"]["optional-dependencies"].values()
    named = [*settings["build-system"]["requires"], *settings["project"]["dependencies"], *(name for extra in extras for name in extra)]
    return [name for name in named if not name.startswith(settings["project"]["name"])]


def test_every_script_can_be_started_and_says_what_it_is_for() -> None:
    expect_none(breach for path in commands() for breach in unstartable(path))


def test_a_script_that_cannot_be_started_is_found(tmp_path: Path) -> None:
    (tmp_path / "verb").write_text("echo")

    assert len(list(unstartable(tmp_path / "verb"))) == 3


def test_every_requirement_is_pinned() -> None:
    expect_none(unpinned(requirements(), (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()))


def test_a_requirement_that_is_not_pinned_is_found() -> None:
    constraints = ["# why", "jsonschema_rs==0.60.3", 'signer==1.9.1; python_version >= "3.13"', "rich>=15", "ours @ file.whl"]

    assert unpinned(["jsonschema-rs>=0.30", "signer>=1", "rich>=13"], constraints) == ["rich", "rich>=15", "ours @ file.whl"]


def test_setup_says_in_a_sentence_that_there_is_no_python(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup", tmp_path / "scripts")

    refused = subprocess.run(
        [tmp_path / "scripts" / "setup"], env={**os.environ, "PYTHON": "no-such-python"}, check=False, capture_output=True, text=True
    )

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("scripts/setup: Python 3.11 or newer is needed, and none of these is one: no-such-python.")
    assert not (tmp_path / ".venv").exists()
