"""What is wrong with a card that an issuer pushed through Visa is named live and by `explain`."""

import json
import time
from typing import Any, Final

import pytest

from emulator.core.context import House
from emulator.core.issuer_secrets import OPC_KEY_ID, OPC_SECRET
from emulator.core.message import Request
from tests.flows.explained.front_door import Client, named_by_both
from tests.providers.vts.caller import MADE_FOR, PUSHED, TOKENS, Caller, sealed, token_for

# The mistake, and what is changed about the wallet that the card was made for.
MADE: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("provider_missing", {"clientDeviceID": None}),
    ("trid_of_another_wallet", {"clientWalletProvider": "40010075001"}),
    ("provider_differs", {"clientDeviceID": "device-2"}),
)


def request(client: Client, wallet: dict[str, Any]) -> Request:
    """A request to provision a card that an issuer sealed for a wallet."""
    visa = Caller(client)
    provider = {name: value for name, value in {**MADE_FOR, **wallet}.items() if value is not None}
    instrument = sealed({**visa.card(cvv2=None), "provider": provider}, OPC_KEY_ID, OPC_SECRET)
    body = json.dumps(visa.order(**PUSHED) | {"encPaymentInstrument": instrument}).encode()
    query = f"apiKey={visa.api_key}"
    token = token_for(TOKENS, query, body, secret=visa.secret, at=int(time.time()))
    told = {"host": "127.0.0.1:8081", "content-type": "application/json", "x-pay-token": token}
    return Request("POST", f"http://127.0.0.1:8081{TOKENS}?{query}", TOKENS, query, told, body)


@pytest.mark.parametrize(("cause", "wallet"), [pytest.param(*row, id=row[0]) for row in MADE])
async def test_a_card_that_was_made_for_another_wallet(house: House, client: Client, cause: str, wallet: dict[str, Any]) -> None:
    assert await named_by_both(house, client, request(client, wallet)) == [cause]
