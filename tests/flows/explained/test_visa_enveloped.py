"""What is wrong with a message that travels encrypted as a whole is named live and by `explain`."""

import json
import time
from collections.abc import Callable
from typing import Final

import pytest

from emulator.config import shipped
from emulator.core.context import House
from emulator.core.message import Request
from tests.flows.explained.front_door import Client, named_by_both, remarked_by_both
from tests.providers.vts.agentic.platform import INSTRUCTIONS, KEY_ID, enveloped, enveloped_bytes, instruction
from tests.providers.vts.caller import Caller, token_for

STRANGER: Final = str(shipped("keys") / "mdes" / "issuer.crt")
CLIENT: Final = str(shipped("keys") / "vts" / "client.crt")
MESSAGE: Final = instruction("t-1")
Made = Callable[[], bytes]


def with_part(part: int, text: str) -> bytes:
    """An envelope of which one of the five parts is another."""
    parts = json.loads(enveloped(MESSAGE))["encData"].split(".")
    parts[part] = text
    return json.dumps({"encData": ".".join(parts)}).encode()


# The mistake, the body, and the key id beside it; none where the header is left out.
REFUSED: Final[tuple[tuple[str, Made, str | None], ...]] = (
    ("encData_missing", lambda: json.dumps(MESSAGE).encode(), KEY_ID),
    ("jwe_malformed", lambda: with_part(1, "!"), KEY_ID),
    ("jwe_algorithm_unsupported", lambda: enveloped(MESSAGE, enc="A128CBC-HS256"), KEY_ID),
    ("keyId_header_missing", lambda: enveloped(MESSAGE), None),
    ("unknown_key_id", lambda: enveloped(MESSAGE), "another"),
    ("keyid_header_differs_from_kid", lambda: enveloped(MESSAGE, kid="another"), KEY_ID),
    ("encrypted_with_client_certificate", lambda: enveloped(MESSAGE, to=CLIENT), KEY_ID),
    ("jwe_wrong_key", lambda: enveloped(MESSAGE, to=STRANGER), KEY_ID),
    ("jwe_tag_mismatch", lambda: with_part(4, "A" * 22), KEY_ID),
    ("plaintext_not_json", lambda: enveloped_bytes(b"consumer-1"), KEY_ID),
)
REMARKED: Final[tuple[tuple[str, Made, str | None], ...]] = (("iat_in_seconds", lambda: enveloped(MESSAGE, iat=int(time.time())), KEY_ID),)


def request(client: Client, body: bytes, key_id: str | None = KEY_ID, *, signed: bytes | None = None) -> Request:
    """A request of an agent's platform, under a token over its body, or over other bytes."""
    visa = Caller(client)
    query = f"apikey={visa.api_key}"
    token = token_for(INSTRUCTIONS, query, body if signed is None else signed, secret=visa.secret, at=int(time.time()))
    named = {"keyid": key_id} if key_id else {}
    told = {"host": "127.0.0.1:8081", "content-type": "application/json", "x-pay-token": token, **named}
    return Request("POST", f"http://127.0.0.1:8081{INSTRUCTIONS}?{query}", INSTRUCTIONS, query, told, body)


@pytest.mark.parametrize(("cause", "made", "key_id"), [pytest.param(*row, id=row[0]) for row in REFUSED])
async def test_an_envelope_that_does_not_open(house: House, client: Client, cause: str, made: Made, *, key_id: str | None) -> None:
    assert await named_by_both(house, client, request(client, made(), key_id)) == [cause]


@pytest.mark.parametrize(("cause", "made", "key_id"), [pytest.param(*row, id=row[0]) for row in REMARKED])
async def test_an_envelope_that_is_remarked_on(house: House, client: Client, cause: str, made: Made, *, key_id: str | None) -> None:
    assert await remarked_by_both(house, client, request(client, made(), key_id)) == [cause]


async def test_a_body_that_was_signed_before_it_was_encrypted(house: House, client: Client) -> None:
    sent = request(client, enveloped(MESSAGE), signed=json.dumps(MESSAGE).encode())

    assert await named_by_both(house, client, sent) == ["body_signed_before_encryption"]
