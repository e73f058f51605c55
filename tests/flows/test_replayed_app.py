"""The issuer app does its work at a replayed tape in place of the emulator, and is asked and told what stands on it."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import requests

from emulator.config import shipped
from emulator.issuer_app.activation import activate
from emulator.issuer_app.bootstrap import real_world
from emulator.issuer_app.settings import Settings
from tests.flows.customer import TIMEOUT, WALLET, Customer
from tests.flows.processes import Program, free_port, running

# What the app, and the SDK inside it, draw anew for each call.
DRAWN: Final = ("requestId", "pushAccountId", "user_terms_acceptance.date")
ORDER: Final = {"taskId": "the-same-each-time"}


@dataclass
class Bench:
    """The app, and whom it takes for its provider."""

    provider: Program
    app: Program
    database: str

    def activate(self) -> int:
        """Have the app make its cards; return the id of the Mastercard one."""
        settings = Settings(database=self.database, emulator=self.provider.url, keys=shipped("keys"), public_url=self.app.url)
        return asyncio.run(activate(settings, real_world()))[0].card_id

    def get(self, path: str) -> Any:
        """Ask the app."""
        return requests.get(f"{self.app.url}/api/v1/{path}", timeout=TIMEOUT).json()

    def tokenized(self, receipt: str) -> str:
        """Redeem a receipt as the wallet does; return the reference of the token."""
        customer = Customer(self.provider.url)
        answer = customer.call("tokenize", customer.order({"pushAccountReceipt": receipt}, tokenRequestorId=WALLET) | ORDER)
        assert answer["decision"] == "APPROVED", answer
        return str(answer["tokenUniqueReference"])


@contextmanager
def bench(folder: Path, port: int, *options: str, verb: str) -> Iterator[Bench]:
    """Run the app beside an emulator that records, or beside a tape."""
    database = f"sqlite:///{folder / f'{verb}.db'}"
    with running("emulator", *options, folder=folder, verb=verb) as provider:
        named = ("--database", database, "--emulator", provider.url, "--keys", str(shipped("keys")))
        with running("emulator.issuer_app", *named, folder=folder, port=port) as app:
            yield Bench(provider, app, database)


@pytest.fixture
def port() -> int:
    """Where the app listens; on the tape it is named, so it does so both times."""
    return free_port()


def recorded(folder: Path, port: int) -> tuple[Path, str, str]:
    """Have the app push a card to a wallet; return the tape of it, the receipt and the token."""
    options = ("--out", str(folder), "--database", "sqlite://", "--issuer-url", f"http://127.0.0.1:{port}")
    with bench(folder, port, *options, verb="record") as live:
        card = live.activate()
        receipt = live.get(f"cards/{card}/wallet_payload")["payload"]["receipt"]
        reference = live.tokenized(receipt)
        Customer(live.provider.url).admin("POST", "outbox/deliver")
        assert live.provider.stop() == 0
    return folder / "default.json", receipt, reference


def test_the_app_pushes_a_card_to_a_replayed_tape_and_hears_what_became_of_it(tmp_path: Path, port: int) -> None:
    tape, receipt, reference = recorded(tmp_path, port)
    drawn = [word for name in DRAWN for word in ("--drawn", name)]

    with bench(tmp_path, port, str(tape), "--notices", f"http://127.0.0.1:{port}", *drawn, verb="replay") as played:
        card = played.activate()
        given = played.get(f"cards/{card}/wallet_payload")["payload"]["receipt"]
        redeemed = played.tokenized(given)
        code = played.provider.stop()
        tokens = played.get(f"cards/{card}")["tokens"]

    assert (given, redeemed) == (receipt, reference)
    assert [token["status"] for token in tokens if reference in token.values()] == ["ACTIVE"]
    assert (code, re.findall(r"(\d+) answered otherwise", played.provider.said)) == (0, ["0"]), played.provider.said
    outbound = [exchange for exchange in json.loads(tape.read_text())["exchanges"] if exchange["direction"] == "outbound"]
    assert f"{len(outbound)} told to the app" in played.provider.said
