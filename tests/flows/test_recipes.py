"""What docs/testing_your_app.md tells others to write passes as it stands there: with Node, with unittest, with curl."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from tests.flows.processes import TOP, Program
from tests.witness.environments import node_program

PAGE: Final = (TOP / "docs" / "testing_your_app.md").read_text(encoding="utf-8")
PATIENCE: Final = 120


def blocks(language: str) -> list[str]:
    """The examples in a language, as a reader copies them."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def ran(*command: str, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_with_node(emulator: Program, tmp_path: Path) -> None:
    (tmp_path / "shop.test.mjs").write_text("\n".join(blocks("js")))

    told = ran(str(node_program()), "--test", folder=tmp_path, EMULATOR_URL=emulator.url)

    assert "pass 1" in told


@pytest.mark.one_process("a database in memory has no other")
def test_with_unittest(tmp_path: Path) -> None:
    (recipe,) = (block for block in blocks("python") if "unittest.TestCase" in block)
    asks = "    def test_a_world_begins_empty(self):\n        self.assertEqual(self.world.tokens(), [])\n"
    (tmp_path / "test_shop.py").write_text(f"import unittest\n\n{recipe}\n{asks}")

    told = ran(sys.executable, "-m", "unittest", "-v", "test_shop", folder=tmp_path, PYTHONPATH=str(TOP))

    assert "Ran 1 test" in told


def test_with_curl(emulator: Program, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl here")
    (recipe,) = (block for block in blocks("console") if "curl -X POST" in block)
    commands = [line.removeprefix("$ ") for line in recipe.splitlines()]
    here = [command.replace("127.0.0.1:8081", urlsplit(emulator.url).netloc) for command in commands]

    opened, listed = (json.loads(ran("sh", "-c", command.replace("curl ", "curl -s "), folder=tmp_path).strip()) for command in here)

    assert (opened["namespace"], listed["tokens"]) == ("ci-42", [])


async def test_on_an_event_loop(emulator: Program, tmp_path: Path) -> None:
    (recipe,) = (block for block in blocks("python") if "AsyncAdmin" in block)
    imports, _, body = recipe.partition("\n\n")
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    script = f"import asyncio\nfrom datetime import timedelta\nfrom types import SimpleNamespace\n{imports}\n"
    script += f"emulator = SimpleNamespace(url={emulator.url!r})\n\nasync def main():\n{lines}\nasyncio.run(main())\n"
    (tmp_path / "shop.py").write_text(script)

    ran(sys.executable, "shop.py", folder=tmp_path, PYTHONPATH=str(TOP))
