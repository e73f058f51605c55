"""Node and Stripe's library for it, where they can be had."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.flows.processes import Program, running
from tests.witness.environments import node_program

PACKAGE: Final = "stripe@23.1.0"
PATIENCE: Final = 120


@dataclass(frozen=True)
class Node:
    """The program node, and a folder in which Stripe's library is installed."""

    program: Path
    modules: Path

    def run(self, script: Path, *arguments: str) -> str:
        """Run a script to its end, and return what it printed."""
        command = [str(self.program), str(script), f"{self.modules}/", *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture(scope="session")
def node() -> Node:
    """Node with the library; skips where it cannot be had."""
    program = node_program()
    folder = Path(sys.prefix) / "stripe-node-modules"
    if not (folder / "node_modules" / "stripe").is_dir():
        folder.mkdir(exist_ok=True)
        npm = program.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        command = [str(program), str(npm), "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE]
        installed = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if installed.returncode:
            pytest.skip(f"{PACKAGE} cannot be installed here: {installed.stderr.strip().splitlines()[-1:]}")
    return Node(program, folder)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Program]:
    """The emulator as a program."""
    with running("emulator", "--database", "sqlite://", folder=tmp_path) as program:
        yield program
