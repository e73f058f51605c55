"""Nothing leaves the machine but to the callback hosts that were configured: the kernel of a network without a way out says so."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.flows.processes import TOP

UNSHARE: Final = (shutil.which("unshare") or "unshare", "--net", "--map-root-user")


def can_unshare() -> bool:
    """Whether this machine lets us have a network of our own."""
    try:
        return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not can_unshare(), reason="needs Linux, and leave to make a network namespace (unshare --net --map-root-user)")
def test_the_whole_process_calls_nobody_but_whom_it_may(tmp_path: Path) -> None:
    command = [*UNSHARE, sys.executable, "-m", "tests.flows.offline", str(tmp_path)]

    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["witness"] == 1
    assert told["notices"] > 0
    assert told["shut"] == 0
    assert told["open"] > 0
