"""No test number leaves in clear: not in a log, not in the journal's views, not in a refusal."""

import logging
from typing import Final

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.domain.decisions import PUBLISHED
from emulator.logs import Masked
from tests.providers.mdes.caller import Caller

Door = TestClient[web.BaseRequest, web.Application]
NUMBERS: Final = ("5123456789012345", *list(PUBLISHED)[:4])


async def test_no_card_number_leaves_in_clear(client: Door, caplog: pytest.LogCaptureFixture) -> None:
    caller = Caller(client)
    with caplog.at_level(logging.DEBUG):
        for number in NUMBERS:
            await caller.tokenize(number)
            await caller.push(number)
        broken = await caller.tokenize(NUMBERS[0], tokenRequestorId=NUMBERS[0])

    formatted = "\n".join(Masked(form).format(record) for record in caplog.records for form in ("console", "json"))
    shown = [await (await client.get(path)).text() for path in await views(client)]
    for number in NUMBERS:
        assert number not in caplog.text
        assert number not in formatted
        assert number not in str(broken.body)
        for text in shown:
            assert number not in text


async def test_revealing_is_an_act(client: Door) -> None:
    await Caller(client).tokenize(NUMBERS[0])

    hidden = await (await client.get("/_emulator/cards")).text()
    shown = await (await client.get("/_emulator/cards?reveal=true")).text()

    assert NUMBERS[0] not in hidden
    assert NUMBERS[0] in shown


async def views(client: Door) -> list[str]:
    """Every page of the admin API that shows what went over the wire or into the vault."""
    exchanges = (await (await client.get("/_emulator/exchanges")).json())["exchanges"]
    pages = [f"/_emulator/exchanges/{exchange['id']}" for exchange in exchanges]
    return ["/_emulator/exchanges", "/_emulator/cards", "/_emulator/tokens", "/_emulator/outbox", *pages]
