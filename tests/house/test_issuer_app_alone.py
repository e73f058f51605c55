"""The issuer app is another program: copied out, it must run where no emulator is installed."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.house.sources import ROOT

ISSUER_APP: Final = ROOT / "emulator" / "issuer_app"

# Imports every module of the copy. `None` in sys.modules makes each later import of the emulator fail.
IMPORT_ALL: Final = """
import importlib, pkgutil, sys
sys.modules["emulator"] = None
sys.path.insert(0, sys.argv[1])
package = importlib.import_module("issuer_app")
names = [module.name for module in pkgutil.walk_packages(package.__path__, "issuer_app.") if not module.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def import_alone(folder: Path) -> subprocess.CompletedProcess[str]:
    """Import every module of `folder`/issuer_app in a Python of its own, in which there is no emulator."""
    return subprocess.run([sys.executable, "-c", IMPORT_ALL, str(folder)], cwd=folder, check=False, capture_output=True, text=True)


def test_the_issuer_app_is_imported_where_there_is_no_emulator(tmp_path: Path) -> None:
    shutil.copytree(ISSUER_APP, tmp_path / "issuer_app", ignore=shutil.ignore_patterns("__pycache__"))

    alone = import_alone(tmp_path)

    assert (alone.returncode, alone.stderr) == (0, "")
    assert int(alone.stdout) > 1


@pytest.mark.parametrize("line", ["import emulator", "from emulator.domain.pan import Pan", "from emulator.issuer_app import pan"])
def test_an_issuer_app_that_needs_the_emulator_is_found(line: str, tmp_path: Path) -> None:
    package = tmp_path / "issuer_app" / "mdes"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "gateway.py").write_text(f"{line}\n", encoding="utf-8")

    alone = import_alone(tmp_path)

    assert (alone.returncode, "emulator" in alone.stderr) == (1, True)
