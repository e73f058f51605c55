"""A generated API is born clean: it passes the tools and its own tests before anybody touches it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
NEEDED = ("emulator", "tests", "fixtures", "contracts", "scripts", "pyproject.toml")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what matters of the tree."""
    for name in NEEDED:
        source = TOP / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "vectors"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["amex", "amex.token_service"])
def test_a_new_api_passes_the_tools_and_its_own_tests(copy: Path, name: str) -> None:
    made = run(copy, "scripts/new_provider.py", name)
    assert made.returncode == 0, made.stderr
    files = [line for line in made.stdout.splitlines() if line.endswith(".py") and " " not in line]
    assert len(files) >= 8

    # What reads the whole tree takes its time, so it looks at the larger of the two alone.
    is_larger = "." in name
    for tool in (("-m", "ruff", "check"), ("-m", "ruff", "format", "--check"), *([("-m", "mypy")] if is_larger else [])):
        done = run(copy, *tool, *files)
        assert done.returncode == 0, done.stdout + done.stderr
    rules = ("tests/house/test_size.py", "tests/house/test_typing.py") if is_larger else ()
    done = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/providers/{name.replace('.', '/')}", *rules)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["Amex", "9x", "a.b.c", "../x", "mdes.digital_enablement"])
def test_what_is_no_name_or_is_there_already_is_refused(copy: Path, name: str) -> None:
    made = run(copy, "scripts/new_provider.py", name)

    assert made.returncode != 0
    assert "Traceback" not in made.stderr
