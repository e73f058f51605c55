"""What is generated is committed, and is what the models say today."""

import subprocess
import sys
from typing import Final

from tests.house.sources import ROOT

COMMAND: Final = (sys.executable, "-m", "emulator", "contracts", "--check")


def test_the_contracts_are_fresh() -> None:
    checked = subprocess.run(COMMAND, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    assert checked.returncode == 0, f"run scripts/contracts, and review the difference:\n{checked.stdout}"
