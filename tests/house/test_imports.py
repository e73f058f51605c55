"""The contracts of import-linter are kept by the code, and each of them is shown to notice its breach."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.house.sources import ROOT

LAYERS: Final = (
    *("cli", "testing", "bootstrap", "contracts", "server", "admin", "dashboard", "wallets", "outbound", "recording"),
    *("core", "storage", "domain", "crypto", "config", "logs"),
)
APART: Final = ("providers.mdes", "providers.stripe", "issuer_app.settings")

# The least that lets every contract find what it speaks of.
KEPT: Final = {
    "__main__": "import emulator.cli",
    "server": "import aiohttp",
    "storage": "import sqlalchemy",
    "crypto": "import cryptography, jwt",
}

# A contract, and an import in a module that breaks it and no other.
BREACHES: Final = (
    ("layers", "domain", "import emulator.core"),
    ("layers", "wallets", "import emulator.outbound"),
    ("layers", "core", "import emulator.__main__"),
    ("providers", "providers.mdes", "import emulator.providers.stripe"),
    ("issuer-app-out", "issuer_app.settings", "import emulator.config"),
    ("issuer-app-in", "admin", "import emulator.issuer_app.settings"),
    ("http", "core", "import aiohttp"),
    ("sql", "providers.stripe", "import sqlalchemy"),
    ("cryptography", "outbound", "import jwt"),
)


def broken(folder: Path) -> list[str]:
    """The contracts that the emulator in `folder` breaks, by id."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache", "--no-logo"]
    printed = subprocess.run(command, cwd=folder, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    contracts = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    verdicts = {contract["id"]: f"{contract['name']} BROKEN" in printed for contract in contracts}
    assert f"{len(contracts) - sum(verdicts.values())} kept, {sum(verdicts.values())} broken" in printed, printed
    return [name for name, is_broken in verdicts.items() if is_broken]


def model(folder: Path, imports: Mapping[str, str]) -> Path:
    """Build an emulator in which every module is empty but for `imports`, under the contracts of this project."""
    for name in ("__init__", "__main__", *LAYERS, *APART):
        path = folder.joinpath("emulator", *name.split(".")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(imports.get(name, ""), encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_code_keeps_every_contract() -> None:
    assert broken(ROOT) == []


def test_an_emulator_that_imports_only_downward_keeps_every_contract(tmp_path: Path) -> None:
    assert broken(model(tmp_path, KEPT)) == []


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES)
def test_an_import_that_breaks_a_contract_is_found(contract: str, module: str, line: str, tmp_path: Path) -> None:
    also = KEPT.get(module, "")

    assert broken(model(tmp_path, {**KEPT, module: f"{also}\n{line}\n"})) == [contract]


def test_a_room_that_no_contract_knows_is_found(tmp_path: Path) -> None:
    built = model(tmp_path, KEPT)
    (built / "emulator" / "attic.py").touch()

    assert broken(built) == ["layers"]
