"""The phone's wallets, asked twice: what they would make of a payload, and what they make of it."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.flows.explained.front_door import Client
from tests.wallets.issuer import Bank, Message


@dataclass(frozen=True)
class Phone:
    """The phone behind the front door, and an issuer who knows how it is done right."""

    client: Client
    bank: Bank

    async def named_by_both(self, wallet: str, session: Message, payload: Message) -> tuple[str, str]:
        """Step and name of the mistake for which a wallet refuses; `explain` must have named it before, with something to do."""
        path = f"/_emulator/phone/{wallet}/requests/{session['id']}/complete"
        said = await self.explained(path, payload)
        result = await self.bank.complete(wallet, session, payload)

        last = result["checks"][-1]
        assert (result["path"], said["accepted"], said["error"]) == ("red", False, "AddRefused")
        (found,) = said["findings"]
        assert all(found[name] and found[name] == last[name] for name in ("message", "fix"))
        assert (found["check"], found["cause"]) == (last["step"], last["diagnosis"])
        return found["check"], found["cause"]

    async def explained(self, path: str, payload: Message) -> Any:
        """What `explain` says of a payload for a wallet."""
        raw = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:8081\r\nContent-Type: application/json\r\n\r\n{json.dumps(payload)}"
        answer = await self.client.post("/_emulator/explain", json={"request": raw})
        assert answer.status == 200, await answer.text()
        return await answer.json()


@pytest.fixture
def phone(client: Client) -> Phone:
    """The phone of the house under test."""

    async def call(path: str, body: Message) -> Any:
        answer = await client.post(f"/_emulator/phone/{path}", json=body)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    return Phone(client, Bank(call))
