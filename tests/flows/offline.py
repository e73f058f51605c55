"""An errand in a network of its own: nothing but loopback is there, and the kernel counts whatever else is tried.

Run as a program (`python -m tests.flows.offline FOLDER`) by whoever owns the network it is in; prints one JSON object.
"""

import contextlib
import fcntl
import json
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import requests

from tests.flows.customer import TIMEOUT, Customer
from tests.flows.processes import Program, running, until

# linux/sockios.h and linux/if.h; an address of documentation (RFC 5737) and a name that nobody has (RFC 2606).
SIOCSIFFLAGS: Final = 0x8914
UP_AND_RUNNING: Final = 0x41
OUTSIDE: Final = "203.0.113.9"
NAME: Final = "hooks.example"


def raise_loopback() -> None:
    """Bring the loopback interface up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))


def tried() -> int:
    """How often somebody in this network wanted to reach what is not in it (RFC 4293, ipSystemStatsOutNoRoutes)."""
    names, values = (line.split() for line in Path("/proc/net/snmp").read_text().splitlines() if line.startswith("Ip:"))
    newer = dict(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    return int(values[names.index("OutNoRoutes")]) + int(newer.get("Ip6OutNoRoutes", "0"))


def call_back_at(emulator: Program, url: str) -> None:
    """Register a callback URL for the demo issuer and every requestor."""
    for kind in ("issuers", "requestors"):
        for party in requests.get(f"{emulator.url}/_emulator/parties/{kind}", timeout=TIMEOUT).json()[kind]:
            body = {**{name: value for name, value in party.items() if name != "id"}, "callback_url": url}
            requests.put(f"{emulator.url}/_emulator/parties/{kind}/{party['id']}", json=body, timeout=TIMEOUT)


def live(emulator: Program) -> None:
    """What an app does all day at all providers."""
    customer = Customer(emulator.url)
    reference = customer.tokenize("5123456789012345")["tokenUniqueReference"]
    key = {"Authorization": "Bearer sk_test_offline"}
    hook = {"url": f"https://{NAME}/stripe", "enabled_events[]": "*"}
    requests.post(f"{emulator.url}/v1/webhook_endpoints", data=hook, headers=key, timeout=TIMEOUT)
    requests.post(f"{emulator.url}/v1/issuing/cardholders", data={"name": "Ada"}, headers=key, timeout=TIMEOUT)
    requests.post(f"{emulator.url}/vts/provisionedTokens", json={}, timeout=TIMEOUT)
    requests.post(f"{emulator.url}/_emulator/triggers", json={"event": "token.suspended_by_issuer"}, timeout=TIMEOUT)
    for path in ("outbox/deliver", "clock/advance"):
        requests.post(f"{emulator.url}/_emulator/{path}", json={"seconds": 60} if "clock" in path else None, timeout=TIMEOUT)
    for path in ("metrics", "ready", "contracts", "exchanges", ""):
        requests.get(f"{emulator.url}/_emulator/{path}", timeout=TIMEOUT)
    assert customer.status(reference) == "SUSPENDED"


def attempts(emulator: Program) -> list[Any]:
    """What became of the notices."""
    return list(requests.get(f"{emulator.url}/_emulator/outbox", timeout=TIMEOUT).json()["notices"])


def counted(work: Callable[[], None]) -> int:
    """How often somebody wanted out while this was done."""
    before = tried()
    work()
    return tried() - before


def errand(folder: Path) -> dict[str, Any]:
    """Run the emulator without, and with, somebody outside whom it may call."""
    told: dict[str, Any] = {}

    def witness() -> None:
        with socket.socket() as outside, contextlib.suppress(OSError):
            outside.connect((OUTSIDE, 80))

    def shut() -> None:
        with running("emulator", "--data-dir", str(folder / "shut"), "--tls", "off", folder=folder) as emulator:
            for url in (f"http://{OUTSIDE}", f"http://{NAME}"):
                call_back_at(emulator, url)
                live(emulator)
            told["notices"] = len(attempts(emulator))

    def opened() -> None:
        with running("emulator", "--data-dir", str(folder / "open"), "--callback-hosts", OUTSIDE, folder=folder) as emulator:
            before = tried()
            call_back_at(emulator, f"http://{OUTSIDE}")
            live(emulator)
            until(lambda: tried() > before, otherwise=lambda: emulator.said)

    return {"witness": counted(witness), "shut": counted(shut), "open": counted(opened), **told}


if __name__ == "__main__":
    raise_loopback()
    sys.stdout.write(json.dumps(errand(Path(sys.argv[1]))))
