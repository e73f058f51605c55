"""Somebody else's app, in an environment of its own with the built wheel: its tests use the published plugin and nothing else."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Final

import pytest

TOP: Final = Path(__file__).resolve().parents[2]
EXAMPLES: Final = sorted(path.parent for path in (TOP / "docs" / "examples").glob("*/pyproject.toml"))
# What is built from is copied, so that a build leaves nothing behind in the checkout.
SOURCES: Final = ("emulator", "contracts", "fixtures", "pyproject.toml", "README.md", "LICENSE")


def run(*command: str | Path, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the built wheel; dependencies are lent by the one that runs this test."""
    folder = tmp_path_factory.mktemp("consumer")
    source = folder / "source"
    source.mkdir()
    for name in SOURCES:
        path = TOP / name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, source / name)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", folder=source)
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    own = folder / "venv" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    (wheel,) = (folder / "dist").glob("*.whl")
    shutil.unpack_archive(wheel, own, "zip")
    lent = [path for path in sys.path if path.endswith("site-packages")] or [sysconfig.get_paths()["purelib"]]
    (own / "lent.pth").write_text("\n".join(lent) + "\n")
    return folder / "venv" / "bin" / "python"


def test_the_environment_has_the_wheel_and_not_the_checkout(python: Path, tmp_path: Path) -> None:
    place = run(python, "-c", "import emulator; print(emulator.__file__)", folder=tmp_path)

    assert str(python.parent.parent) in place


@pytest.mark.one_process("a database in memory has no other")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("workers", ["0", "2"])
def test_an_example_consumer_passes(python: Path, tmp_path: Path, example: Path, workers: str) -> None:
    copy = shutil.copytree(example, tmp_path / example.name)

    printed = run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers, folder=copy)

    assert "5 passed" in printed


def test_the_wheel_carries_contracts_and_tapes(python: Path, tmp_path: Path) -> None:
    listed = run(python, "-m", "emulator", "contracts", "list", folder=tmp_path)
    shipped = run(python, "-c", "from emulator.config import shipped; print(len(list(shipped('tapes').rglob('*.json'))))", folder=tmp_path)

    assert "mdes/digital_enablement/tokenize.request" in listed
    assert int(shipped) > 70
