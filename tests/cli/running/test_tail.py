"""Exchanges are shown in the terminal as they end, their bodies opened, numbers masked."""

import subprocess
import sys
from pathlib import Path

from tests.flows.customer import Customer
from tests.flows.processes import Program, until


def test_an_exchange_is_shown_opened_and_masked(emulator: Program, customer: Customer, tmp_path: Path) -> None:
    log = tmp_path / "tail.log"
    command = [sys.executable, "-m", "emulator", "tail", "--url", emulator.url, "--operation", "tokenize", "--most", "1"]
    with log.open("wb") as sink, subprocess.Popen(command, stdout=sink, stderr=sink) as tail:
        # It may take a moment until it watches; whatever ends before that is not shown.
        until(lambda: bool(customer.tokenize("5123456789012345")) and tail.poll() is not None, otherwise=log.read_text)

    shown = log.read_text()
    assert tail.returncode == 0
    assert "-> 200 POST" in shown
    assert "mdes.digital_enablement.tokenize ok" in shown
    assert '"accountNumber": "************2345"' in shown
    assert "5123456789012345" not in shown
