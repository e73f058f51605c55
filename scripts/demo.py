"""Plays the main job on two real processes: accounts, cards, wallet payloads, and eight live tokens on a phone.

Acts four parts: the operator (starts both programs), the issuer's phone app (asks the issuer app for a payload), the phone
(takes it), and a token requestor (redeems a receipt). It talks HTTP only, signs and encrypts with the official Mastercard
libraries, and knows nothing of the emulator's modules.
"""

import argparse
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import requests
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from oauth1 import authenticationutils
from oauth1.oauth_ext import OAuth1RSA
from rich.console import Console
from rich.json import JSON
from rich.panel import Panel
from rich.table import Table

TOP: Final = Path(__file__).resolve().parent.parent
PATIENCE: Final = 30.0
REQUESTOR: Final = "50123456789"
console = Console()


class StoryFailedError(Exception):
    """A step of the story did not go as told."""


class World:
    """Both programs, and the credentials of whoever acts."""

    def __init__(self, emulator: str, issuer_app: str, keys: Path) -> None:
        self.emulator = emulator
        self.issuer_app = issuer_app
        self.keys = keys
        environment = dict(line.split("=", 1) for line in (keys / ".env").read_text().splitlines() if "=" in line and line[0] != "#")
        signing_key = authenticationutils.load_signing_key(str(keys / "mdes/signing.p12"), "keystorepassword")
        self._auth = OAuth1RSA(environment["MDES_CONSUMER_KEY"].strip("'\""), signing_key)
        self._encryption = FieldLevelEncryptionConfig(self._absolute(json.loads((keys / "mdes/fle.json").read_text())))

    def _absolute(self, configuration: dict[str, Any]) -> dict[str, Any]:
        for name in ("encryptionCertificate", "decryptionKey"):
            configuration[name] = str(self.keys / "mdes" / Path(configuration[name]).name)
        return configuration

    def mdes(self, operation: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call MDES as a token requestor, and return the decrypted answer."""
        url = f"{self.emulator}/mdes/digitization/1/0/{operation}"
        answer = requests.post(url, json={"requestId": f"demo-{time.time_ns()}", **body}, auth=self._auth, timeout=PATIENCE)
        opened: dict[str, Any] = decrypt_payload(answer.json(), self._encryption)
        if answer.status_code != 200 or "errorCode" in opened:
            raise StoryFailedError(f"{operation} was refused: {opened}; explained at {answer.headers.get('X-Emulator-Explanation')}")
        return opened

    def app(self, path: str, **params: str) -> Any:
        """Ask the issuer app."""
        answer = requests.get(f"{self.issuer_app}{path}", params=params, timeout=PATIENCE)
        if answer.status_code != 200:
            raise StoryFailedError(f"GET {path} answered {answer.status_code}: {answer.text}")
        return answer.json()

    def deliver(self) -> None:
        """Have the emulator deliver its notices now, so that nobody has to wait."""
        requests.post(f"{self.emulator}/_emulator/outbox/deliver", timeout=PATIENCE).raise_for_status()


def main() -> int:
    """Play the story; return the exit code."""
    parser = argparse.ArgumentParser(description="Play the main job on two real processes.")
    parser.add_argument("--keep", action="store_true", help="leave both programs running, and say what to try next")
    keep: bool = parser.parse_args().keep
    folder = Path(tempfile.mkdtemp(prefix="tsp-emulator-demo-"))
    began = time.monotonic()
    with ExitStack() as cleanup:
        if not keep:
            cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
        try:
            world = _start(folder, cleanup, keep=keep)
            _story(world, folder)
        except StoryFailedError as error:
            console.print(f"[bold red]The demo failed:[/] {error}")
            return 1
        console.print(f"\n[bold green]Done[/] in {time.monotonic() - began:.1f} s. Everything above was simulated; no money moved.")
        if keep:
            _next_steps(world, folder)
    return 0


def _start(folder: Path, cleanup: ExitStack, *, keep: bool) -> World:
    with _step("starting the emulator and the issuer app, two processes, on free ports"):
        keys = folder / "keys"
        _run("-m", "emulator", "keys", "--out", str(keys))
        issuer_port = _free_port()
        issuer_app = f"http://127.0.0.1:{issuer_port}"
        emulator_file, issuer_file = folder / "emulator.port", folder / "issuer.port"
        emulator_options = ["--port", "0", "--port-file", str(emulator_file), "--data-dir", str(folder), "--issuer-url", issuer_app]
        _spawn(folder, "emulator", ["-m", "emulator", "serve", *emulator_options], cleanup=cleanup, keep=keep)
        emulator = f"http://127.0.0.1:{_port_in(emulator_file)}"
        app_options = ["--port", str(issuer_port), "--port-file", str(issuer_file), "--emulator", emulator]
        app_options += ["--keys", str(keys), "--database", _database(folder)]
        _spawn(folder, "issuer-app", ["-m", "emulator.issuer_app", "serve", *app_options], cleanup=cleanup, keep=keep)
        _port_in(issuer_file)
    console.print(f"  emulator   {emulator}\n  issuer app {issuer_app}")
    return World(emulator, issuer_app, keys)


def _story(world: World, folder: Path) -> None:
    with _step("activating three accounts with $1,000,000 each, and provisioning a virtual card for each"):
        told = _run(
            "scripts/activate_and_provision.py",
            *("--emulator", world.emulator, "--keys", str(world.keys), "--database", _database(folder)),
            *("--public-url", world.issuer_app),
        )
    console.print(Panel(told.strip(), title="scripts/activate_and_provision.py", border_style="dim"))
    console.print(_accounts(world))
    token = _redeem(world, _rows(world, "cards")[0]["id"])
    _show_opaque_card(world)
    _life(world, token)
    _phone(world)


def _redeem(world: World, card_id: int) -> dict[str, Any]:
    payload = world.app(f"/api/v1/cards/{card_id}/wallet_payload")
    console.rule("what the issuer app's wallet endpoint returns")
    console.print(JSON(json.dumps(payload)))
    with _step(f"card {payload['last4']}: the token requestor redeems the receipt {payload['provisioning_token']}"):
        source = {"pushAccountReceipt": payload["payload"]["receipt"]}
        order = {"tokenType": "CLOUD", "tokenRequestorId": REQUESTOR, "taskId": f"demo-{card_id}", "fundingAccountInfo": source}
        answer = world.mdes("tokenize", order)
        world.deliver()
    console.rule("MDES's answer to tokenize, decrypted by the official library")
    console.print(JSON(json.dumps(answer)))
    if answer["decision"] != "APPROVED":
        raise StoryFailedError(f"the token was not approved: {answer}")
    return {"card": card_id, "reference": answer["tokenUniqueReference"]}


def _show_opaque_card(world: World) -> None:
    card = _rows(world, "cards")[0]
    payload = world.app(f"/api/v1/cards/{card['id']}/wallet_payload", wallet="google_pay")
    opaque = json.loads(base64.b64decode(payload["payload"]["opaquePaymentCard"]))
    tav = json.loads(base64.b64decode(opaque["tokenizationAuthenticationValue"]))
    console.rule("the same card for Google Pay: an opaque payment card, and the issuer's signed word for it")
    shown = {"cardInfo": {name: value[:32] + "..." for name, value in opaque["cardInfo"].items()}, "tokenizationAuthenticationValue": tav}
    console.print(JSON(json.dumps(shown)))


def _life(world: World, token: dict[str, Any]) -> None:
    console.rule("the life of a token, and the issuer app following by MDES's encrypted notices")
    table = Table("what happens", "MDES says", "the issuer app shows")
    change = {"tokenUniqueReferences": [token["reference"]], "causedBy": "CARDHOLDER", "reasonCode": "OTHER"}
    for happens, operation in (("redeemed", None), ("suspended", "suspend"), ("resumed", "unsuspend"), ("deleted", "delete")):
        if operation:
            world.mdes(operation, change)
            world.deliver()
        says = world.mdes("getToken", {"tokenUniqueReference": token["reference"]})["token"]["status"]
        shows = _state_at_issuer(world, token)
        table.add_row(happens, says, shows)
        if says != shows:
            raise StoryFailedError(f"MDES says {says}, and the issuer app shows {shows}")
    console.print(table)


def _phone(world: World) -> None:
    console.rule("the same cards on a phone")
    command = ["scripts/add_to_wallets.py", "--emulator", world.emulator, "--issuer-app", world.issuer_app, "--keys", str(world.keys)]
    console.file.flush()
    if subprocess.run([sys.executable, *command], cwd=TOP, check=False).returncode:
        raise StoryFailedError("not every card went into every wallet that its provider has a payload for")


def _state_at_issuer(world: World, token: dict[str, Any]) -> str:
    card = world.app(f"/api/v1/cards/{token['card']}")
    found = (known for known in card["tokens"] if token["reference"] in known.values())
    return str(next(found)["status"])


def _accounts(world: World) -> Table:
    table = Table("account", "holder", "balance", title="accounts in the issuer app")
    for account in _rows(world, "accounts"):
        holder = account.get("holder_name") or account.get("holder") or account.get("user", "")
        table.add_row(str(account["id"]), str(holder), f"${account['balance'] / 100:,.2f}")
    return table


def _rows(world: World, noun: str) -> list[dict[str, Any]]:
    answer = world.app(f"/api/v1/{noun}")
    rows: list[dict[str, Any]] = answer if isinstance(answer, list) else answer[noun]
    return rows


@contextmanager
def _step(text: str) -> Iterator[None]:
    with console.status(text):
        yield
    console.print(f"[green]✓[/] {text}")


def _spawn(folder: Path, name: str, command: list[str], *, cleanup: ExitStack, keep: bool) -> None:
    log = (folder / f"{name}.log").open("w")
    process = subprocess.Popen([sys.executable, *command], cwd=TOP, stdout=log, stderr=log, start_new_session=keep)
    (folder / f"{name}.pid").write_text(f"{process.pid}\n")
    if not keep:
        cleanup.callback(_stop, process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(PATIENCE)


def _run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=TOP, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"}
    )
    if done.returncode:
        raise StoryFailedError(f"{' '.join(command[:2])} ended with {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout


def _port_in(file: Path) -> int:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if file.exists():
            return int(file.read_text())
        time.sleep(0.02)
    raise StoryFailedError(f"no program wrote {file} within {PATIENCE:.0f} s; see the logs beside it")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'issuer.db'}"


def _next_steps(world: World, folder: Path) -> None:
    pids = " ".join((folder / f"{name}.pid").read_text().strip() for name in ("emulator", "issuer-app"))
    console.print(
        Panel(
            f"emulator    {world.emulator}\nissuer app  {world.issuer_app}\nkeys, databases and logs  {folder}\n\n"
            f"curl {world.issuer_app}/api/v1/cards\n"
            f"curl '{world.issuer_app}/api/v1/cards/1/wallet_payload?wallet=google_pay'\n"
            f"curl {world.emulator}/_emulator/exchanges     # what was said, encrypted and opened\n"
            f"curl {world.emulator}/_emulator/tokens        # the vault\n\n"
            f"stop both:  kill {pids}",
            title="still running",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
