"""A steady load with random faults, bounded in time: memory stays flat, and no error comes that was not injected.

Clients sign and encrypt with Mastercard's own libraries. What fails must be explained by a scenario that fired; what was
made must be there at the end.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import requests
from client_encryption.field_level_encryption import encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from oauth1 import authenticationutils
from oauth1.oauth_ext import OAuth1RSA
from rich.console import Console

from emulator.config import shipped
from emulator.core.worlds import DEMO_CONSUMER_KEY

TOP: Final = Path(__file__).resolve().parent.parent
KEYS: Final = shipped("keys") / "mdes"
WORKERS: Final = 4
PATIENCE: Final = 30.0
SAMPLE_SECONDS: Final = 2.0
# How much the last quarter may hold more than the second one: allocators and page caches breathe.
GROWTH: Final = 1.10
JOURNAL: Final = 500
# A share of the calls each; what they do is told apart from everything else by the journal.
FAULTS: Final[tuple[dict[str, Any], ...]] = (
    {"fault": "cut", "share": 0.01},
    {"fault": "reset", "stage": "after", "share": 0.01},
    {"fault": "truncate", "stage": "after", "share": 0.01},
    {"fault": "malformed_json", "share": 0.01},
    {"fault": "rate_limit", "share": 0.01},
    {"error": "Unavailable", "stage": "after", "share": 0.01},
    {"answer": {"status": 503, "body": {}}, "share": 0.01},
    {"delay": 0.05, "distribution": "exponential", "share": 0.05},
    {"operation": "notify_*", "fault": "duplicate", "share": 0.05},
    {"operation": "notify_*", "fault": "reorder", "share": 0.05},
)


@dataclass
class Tally:
    """What came of the calls, and how large the process was."""

    outcomes: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    journal: int = 0


class Client:
    """One token requestor."""

    def __init__(self, url: str) -> None:
        key = authenticationutils.load_signing_key(str(KEYS / "signing.p12"), "keystorepassword")
        self.url, self.session = url, requests.Session()
        self._auth = OAuth1RSA(DEMO_CONSUMER_KEY, key)
        self._sealing = FieldLevelEncryptionConfig(
            {
                "paths": {
                    "$": {
                        "toEncrypt": {"fundingAccountInfo.encryptedPayload.encryptedData": "fundingAccountInfo.encryptedPayload"},
                        "toDecrypt": {},
                    }
                },
                "ivFieldName": "iv",
                "encryptedKeyFieldName": "encryptedKey",
                "encryptedValueFieldName": "encryptedData",
                "dataEncoding": "hex",
                "oaepPaddingDigestAlgorithm": "SHA-256",
                "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
                "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
                "encryptionCertificate": str(KEYS / "request.crt"),
            }
        )

    def tokenize(self) -> requests.Response:
        """Ask for a token."""
        account = {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "30"}
        card = {"source": "ACCOUNT_ON_FILE", "cardAccountData": account}
        order = {"requestId": "1", "tokenType": "CLOUD", "tokenRequestorId": "98765432101", "taskId": f"{uuid4()}"}
        order["fundingAccountInfo"] = {"encryptedPayload": {"encryptedData": card}}  # type: ignore[assignment]  # a message of mixed members
        return self.post("tokenize", encrypt_payload(order, self._sealing))

    def post(self, operation: str, body: dict[str, Any]) -> requests.Response:
        """Sign and send."""
        return self.session.post(f"{self.url}/mdes/digitization/1/0/{operation}", json=body, auth=self._auth, timeout=PATIENCE)

    def admin(self, method: str, path: str, body: Any = None) -> Any:
        """Call our own API."""
        answer = self.session.request(method, f"{self.url}/_emulator/{path}", json=body, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def emulator(folder: Path, issuer: str) -> Iterator[tuple[str, int]]:
    """Run one until the block ends."""
    port_file = folder / "port"
    options = ["--port", "0", "--port-file", str(port_file), "--data-dir", str(folder), "--seed", "1", "--journal-size", str(JOURNAL)]
    command = [sys.executable, "-m", "emulator", "serve", *options, "--issuer-url", issuer, "--log-level", "error"]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.DEVNULL) as running:
        deadline = time.monotonic() + PATIENCE
        while not port_file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{port_file.read_text().strip()}", running.pid
        finally:
            running.terminate()


def work(url: str, tally: Tally, *, until: float, pause: float, chance: random.Random) -> None:
    """Call at a steady rate, and remember what came of it."""
    client, mine = Client(url), list[str]()
    while (began := time.monotonic()) < until:
        try:
            answer = client.tokenize() if not mine or chance.random() < 0.3 else client.post("getToken", look(chance.choice(mine)))
            judge(answer, tally, mine)
        except requests.RequestException as error:
            tally.outcomes[f"broken off: {type(error).__name__}"] += 1
        time.sleep(max(0.0, pause - (time.monotonic() - began)))


def look(reference: str) -> dict[str, Any]:
    """A request to see a token."""
    return {"requestId": "1", "tokenUniqueReference": reference}


def judge(answer: requests.Response, tally: Tally, mine: list[str]) -> None:
    """Count an answer; one that is not good must say which scenario made it so."""
    injected = "X-Emulator-Explanation" in answer.headers
    try:
        told = answer.json()
        good = answer.status_code == 200 and "errorCode" not in told
    except ValueError:
        told, good = {}, False
    tally.outcomes["good" if good else f"{answer.status_code} injected" if injected else "unexplained"] += 1
    if not (good or injected):
        tally.unexplained.append(answer.text[:200])
    if reference := told.get("tokenUniqueReference") if good else None:
        mine.append(reference)
        tally.made.append(reference)


def resident(pid: int) -> int:
    """Return how many bytes of memory a process holds, as POSIX's ps says."""
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], check=True, capture_output=True, text=True)  # noqa: S607  # ps, wherever it is
    return int(said.stdout) * 1_024


def watch(client: Client, pid: int, tally: Tally, *, until: float) -> None:
    """Sample the size of the process and of its journal."""
    while time.monotonic() < until:
        tally.sizes.append(resident(pid))
        text = client.session.get(f"{client.url}/_emulator/metrics", timeout=PATIENCE).text
        held = next(line for line in text.splitlines() if line.startswith("emulator_journal_exchanges "))
        tally.journal = max(tally.journal, int(float(held.split()[1])))
        time.sleep(SAMPLE_SECONDS)


def soak(seconds: float, rate: float) -> dict[str, Any]:
    """Run the load; return its figures."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, emulator(Path(folder), "http://127.0.0.1:9") as (url, pid):
        client = Client(url)
        for fault in FAULTS:
            client.admin("POST", "scenarios", {"api": "mdes.*", "remaining": None, **fault})
        until = time.monotonic() + seconds
        jobs = [
            threading.Thread(
                target=work,
                args=(url, tally),
                kwargs={"until": until, "pause": WORKERS / rate, "chance": random.Random(number)},  # noqa: S311  # a load, no secret
            )
            for number in range(WORKERS)
        ]
        for job in jobs:
            job.start()
        watch(client, pid, tally, until=until)
        for job in jobs:
            job.join()
        fired = {one["fault"] or one["error"] or "answer or delay": one["fired"] for one in client.admin("GET", "scenarios")["scenarios"]}
        client.admin("DELETE", "scenarios")
        missing = [one for one in tally.made if client.post("getToken", look(one)).json()["token"]["status"] != "ACTIVE"]
    return figures(tally, seconds, fired=fired, missing=missing)


def figures(tally: Tally, seconds: float, *, fired: dict[str, int], missing: list[str]) -> dict[str, Any]:
    """Return what was measured, and whether it is as it should be."""
    quarter = max(1, len(tally.sizes) // 4)
    early, late = statistics.median(tally.sizes[quarter : 2 * quarter]), statistics.median(tally.sizes[-quarter:])
    broken = sum(count for outcome, count in tally.outcomes.items() if outcome.startswith("broken off"))
    dropped = sum(fired.get(fault, 0) for fault in ("cut", "reset", "truncate"))
    holds = {
        "memory is flat": late <= early * GROWTH,
        "no error that was not injected": not tally.unexplained and broken <= dropped,
        "journal is bounded": tally.journal <= JOURNAL,
        "nothing acknowledged is lost": not missing,
    }
    return {
        "seconds": seconds,
        "calls": tally.outcomes.total(),
        "outcomes": dict(tally.outcomes),
        "fired": fired,
        "tokens": len(tally.made),
        "rss_mb": {"second quarter": round(early / 1e6, 1), "last quarter": round(late / 1e6, 1)},
        "journal": tally.journal,
        "unexplained": tally.unexplained[:5],
        "holds": holds,
    }


def main() -> int:
    """Run, show, and fail where something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="how long (default: 600)")
    parser.add_argument("--rate", type=float, default=40.0, help="calls a second (default: 40)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    measured = soak(options.seconds, options.rate)
    Console().print_json(json.dumps(measured))
    if options.json:
        options.json.write_text(json.dumps(measured, indent=1) + "\n")
    return 0 if all(measured["holds"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
