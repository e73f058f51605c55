"""What is wrong with a token or a field of Visa's is named live and by `explain`."""

import base64
import hashlib
import json
import time
from typing import Any, Final

import pytest

from emulator.core.context import House
from emulator.core.issuer_secrets import OPC_SECRET
from emulator.core.message import Request
from emulator.crypto.jose import base64url
from emulator.domain.worlds import Credential
from tests.crypto.payloads.visa import test_field_mistakes as fields
from tests.crypto.payloads.visa.cards import KEYS, wrapped_with
from tests.crypto.signatures.x_pay_token import test_mistakes as tokens
from tests.crypto.signatures.x_pay_token.requests import BODY, PATH, QUERY, SECONDS, SECRET, token_over
from tests.flows.explained.front_door import Client, named_by_both
from tests.providers.vts.caller import Caller, kek, token_for

FIELD: Final = {"encryption_key_id": "AK-32", "encryption_secret": KEYS.secrets["AK-32"]}
OTHER: Final = "another secret"


async def known(house: House, secret: str = SECRET, **more: str) -> None:
    """Register the API key that the engine's tests use."""
    credential = Credential("visa", "AK1", "default", {"shared_secret": secret, **more})
    await house.unit(house.context(house.home, cause="test"), lambda unit: unit.worlds.add_credential(credential))


def request(token: str, *, path: str = PATH, query: str = QUERY, body: bytes = BODY) -> Request:
    told = {"host": "127.0.0.1:8081", "content-type": "application/json", "x-pay-token": token}
    return Request("POST", f"http://127.0.0.1:8081{path}?{query}", path, query, told, body)


# The engine's rows that reach the Token Service under this API key.
SIGNED: Final = tuple(row for row in tokens.SIGNED if row[2].get("path", PATH) == PATH and "%2B" not in row[2].get("query", ""))


def today() -> str:
    """The Unix time of now."""
    return str(int(time.time()))


@pytest.mark.parametrize(("cause", "text", "differs"), [pytest.param(*row, id=f"{row[0]}-{place}") for place, row in enumerate(SIGNED)])
async def test_a_text_that_was_put_together_wrong(house: House, client: Client, cause: str, text: bytes, differs: dict[str, Any]) -> None:
    await known(house)
    now = today()

    token = token_over(text.replace(str(SECONDS).encode(), now.encode()), timestamp=now)

    assert await named_by_both(house, client, request(token, **differs)) == [cause]


# What is wrong with a token whose text is right.
MADE_WRONG: Final = (
    "hash_must_be_lower_case_hex",
    "hash_in_base64",
    "plain_sha256_instead_of_hmac",
    "secret_decoded",
    "signed_with_another_secret",
    "malformed",
    "unknown_api_key",
    "timestamp_outside_window",
    "timestamp_in_milliseconds",
)


# All that is wrong with tokens, row by row.
TOKENS: Final = (*((row[0],) for row in SIGNED), *((cause,) for cause in MADE_WRONG))


@pytest.mark.parametrize("cause", MADE_WRONG)
async def test_a_token_that_was_made_or_written_wrong(house: House, client: Client, cause: str) -> None:
    secret = "0102" if cause == "secret_decoded" else SECRET
    await known(house, secret, encryption_key_id="K", encryption_secret=OTHER)
    now = today()
    text = now.encode() + PATH[1:].encode() + QUERY.encode() + BODY
    right = token_over(text, timestamp=now)
    digits = right.rpartition(":")[2]
    made = {
        "hash_must_be_lower_case_hex": f"xv2:{now}:{digits.upper()}",
        "hash_in_base64": f"xv2:{now}:{base64.b64encode(bytes.fromhex(digits)).decode()}",
        "plain_sha256_instead_of_hmac": f"xv2:{now}:{hashlib.sha256(SECRET.encode() + text).hexdigest()}",
        "secret_decoded": token_over(text, secret=b"\x01\x02", timestamp=now),
        "signed_with_another_secret": token_over(text, secret=OTHER.encode(), timestamp=now),
        "malformed": "nonsense",
        "unknown_api_key": right,
        "timestamp_outside_window": token_over(text, timestamp="1700000000"),
        "timestamp_in_milliseconds": token_over(text, timestamp=f"{now}000"),
    }

    query = "apiKey=NOBODY" if cause == "unknown_api_key" else QUERY

    assert await named_by_both(house, client, request(made[cause], query=query)) == [cause]


async def test_a_text_with_the_query_decoded(house: House, client: Client) -> None:
    await known(house)
    query, now = "apiKey=AK1&relationship=a%2Bb", today()

    token = token_over(f"{now}{PATH[1:]}apiKey=AK1&relationship=a+b".encode() + BODY, timestamp=now)

    assert await named_by_both(house, client, request(token, query=query)) == ["query_signed_decoded"]


def named_here(cause: str, text: str) -> str:
    """The cause that is named where only the two keys of this client, and that of opaque cards, are known."""
    try:
        kid = json.loads(base64url.decode(text.partition(".")[0])).get("kid", "AK1")
    except ValueError:
        kid = "AK1"
    return cause if kid in {"AK1", FIELD["encryption_key_id"]} else "unknown_kid"


# Made with a key that another client has; here it is made with one of Visa's own.
OTHER_KID: Final = ("kek_of_another_kid", wrapped_with(kek(OPC_SECRET)))
# A field with an old time is taken here.
FIELDS: Final = (*(row for row in fields.MISTAKES if row[0] not in {"stale_iat", "kek_of_another_kid"}), OTHER_KID)


@pytest.mark.parametrize(("cause", "text"), [pytest.param(*row, id=f"{row[0]}-{place}") for place, row in enumerate(FIELDS)])
async def test_a_field_that_does_not_open(house: House, client: Client, cause: str, text: str) -> None:
    await known(house, **FIELD, outbound_secret=OTHER)
    body = json.dumps({**Caller(client).order(), "encPaymentInstrument": text}).encode()
    token = token_for(PATH, QUERY, body, secret=SECRET, at=int(today()))

    named = await named_by_both(house, client, request(token, body=body))

    assert named == [named_here(cause, text)]
