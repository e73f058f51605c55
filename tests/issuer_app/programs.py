"""Our programs and scripts, started as processes of their own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .stand_in import KEYS

ROOT: Final = Path(__file__).resolve().parents[2]
APP: Final = ("-m", "emulator.issuer_app")

Process = asyncio.subprocess.Process


def script(name: str) -> tuple[str, ...]:
    """Return the command of a script, to be run from anywhere."""
    return (str(ROOT / "scripts" / f"{name}.py"),)


@dataclass(frozen=True)
class Ended:
    """How a program ended, and what it said."""

    code: int | None
    out: str
    err: str


async def start(folder: Path, command: Sequence[str], *arguments: str) -> Process:
    """Start a Python program in `folder`, with the demo keys; it is not told where our packages are unless it is a module."""
    path = {"PYTHONPATH": str(ROOT)} if command[0] == "-m" else {}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *(*command, *arguments),
        cwd=folder,
        env={**os.environ, "ISSUER_APP_KEYS": str(KEYS), **path},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def run(folder: Path, command: Sequence[str], *arguments: str) -> Ended:
    """Run a program to its end."""
    process = await start(folder, command, *arguments)
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return Ended(process.returncode, out.decode(), err.decode())


@asynccontextmanager
async def serving(folder: Path, *arguments: str) -> AsyncIterator[tuple[Process, str]]:
    """The issuer app on a free port and its URL, from its ready line on; killed at the end unless it has ended."""
    process = await start(folder, (*APP, "serve"), "--port", "0", *arguments)
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        assert line.startswith("ready http://127.0.0.1:"), line + (await process.communicate())[1].decode()
        yield process, line.split()[1]
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
