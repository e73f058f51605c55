"""What is wrong with a TAV or an opaque payment card is named live and by `explain`."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from emulator.core.context import House
from emulator.core.message import Request
from emulator.crypto.keys.keyring import read_pair
from tests.flows.customer import KEYS
from tests.flows.explained.front_door import Client, named_by_both
from tests.providers.mdes.caller import DIGITIZATION, Caller

# The number that asks for the cardholder, so that a proof is looked at; its expiry as the caller sends it.
PAN: Final = "5555555577770853"
EXPIRY: Final = "0945"
UNTIL: Final = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
# The sample of the public documentation (developer.mastercard.com, MDES Digital Enablement): text, and no signature.
DUMMY: Final = base64.b64encode(b"Dummy base 64 data - this is not a real TAV example").decode()
ORDER: Final = "accountNumber|accountExpiry|dataValidUntilTimestamp"
RIGHT: Final = f"{PAN}|{EXPIRY}|{UNTIL}"


def tav(text: str = RIGHT, *, scheme: Any = None, digest: Any = None, **members: Any) -> str:
    """A TAV made by hand (developer.mastercard.com, MDES: Tokenization Authentication Value) over this text."""
    key: Any = read_pair(KEYS, "tav").private_key
    signature = base64.b64encode(key.sign(text.encode(), scheme or padding.PKCS1v15(), digest or hashes.SHA256())).decode()
    usual = {
        "version": "3",
        "signatureAlgorithm": "RSA-SHA256",
        "dataValidUntilTimestamp": UNTIL,
        "includedFieldsInOrder": ORDER,
        "signature": signature,
    }
    told = {name: value for name, value in {**usual, **members}.items() if value is not None}
    return base64.b64encode(json.dumps(told).encode()).decode()


def version_2(text: str) -> str:
    """A TAV of version 2 over this text."""
    flags = {"expirationDateIncluded": True, "tokenUniqueReferenceIncluded": False}
    return tav(text, version="2", dataValidUntilTimestamp=None, includedFieldsInOrder=None, **flags)


def moment(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


MADE: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("documented_dummy_tav", lambda: DUMMY),
    ("base64_applied_twice", lambda: base64.b64encode(tav().encode()).decode()),
    ("not_base64", lambda: "{}"),
    ("not_json", lambda: "AA=="),
    ("version_unknown", lambda: tav(version="5")),
    ("signature_algorithm_unknown", lambda: tav(signatureAlgorithm="none")),
    ("flag_unreadable", lambda: tav(version="2")),
    ("data_valid_until_missing", lambda: tav(dataValidUntilTimestamp=None)),
    ("data_valid_until_unreadable", lambda: tav(dataValidUntilTimestamp="tomorrow")),
    ("included_fields_unknown", lambda: tav(includedFieldsInOrder="pan")),
    ("signature_missing", lambda: tav(signature="")),
    ("signature_not_base64", lambda: tav(signature="-")),
    ("data_valid_until_passed", lambda: tav(dataValidUntilTimestamp=moment(-1))),
    ("data_valid_until_too_far", lambda: tav(dataValidUntilTimestamp=moment(24 * 31))),
    ("unknown_signing_key", lambda: tav(signature=base64.b64encode(bytes(256)).decode())),
    ("signature_hash_is_sha1", lambda: tav(digest=hashes.SHA1())),  # noqa: S303  # the mistake that is made
    ("signature_other_hash", lambda: tav(digest=hashes.SHA512())),
    ("signature_is_pss", lambda: tav(scheme=padding.PSS(padding.MGF1(hashes.SHA256()), 32))),
    ("signed_order_differs_from_includedFieldsInOrder", lambda: tav(f"{UNTIL}|{PAN}|{EXPIRY}")),
    ("separator_missing", lambda: tav(f"{PAN}{EXPIRY}{UNTIL}")),
    ("expiry_signed_as_yymm", lambda: tav(f"{PAN}|4509|{UNTIL}")),
    ("expiry_signed_in_another_form", lambda: tav(f"{PAN}|09/45|{UNTIL}")),
    ("v2_text_signed_in_v3", lambda: tav(f"{PAN}Y{EXPIRY}N")),
    ("v3_text_signed_in_v2", lambda: version_2(f"{PAN}|{EXPIRY}")),
    ("flags_differ_from_signed_text", lambda: version_2(f"{PAN}NN")),
    ("pan_signed_with_gaps", lambda: tav(f"5555 5555 7777 0853|{EXPIRY}|{UNTIL}")),
    ("expiry_mismatch", lambda: tav(f"{PAN}|0130|{UNTIL}")),
    ("pan_mismatch", lambda: tav(f"5555555577771125|{EXPIRY}|{UNTIL}")),
    ("signature_mismatch", lambda: tav("something else")),
)


def request(client: Client, **members: Any) -> Request:
    """A request to tokenize, sealed and signed as it should be, with these members."""
    mdes = Caller(client)
    body = orjson.dumps(mdes.sealed(mdes.tokenize_message(PAN)) | members)
    url = f"{client.make_url('/')}".rstrip("/") + f"{DIGITIZATION}/tokenize"
    told = {"host": url.split("/")[2], "content-type": "application/json", "authorization": mdes.authorization(url, "POST", body)}
    return Request("POST", url, f"{DIGITIZATION}/tokenize", "", told, body)


@pytest.mark.parametrize(("cause", "make"), [pytest.param(*row, id=row[0]) for row in MADE])
async def test_a_tav_that_does_not_hold(house: House, client: Client, cause: str, make: Callable[[], str]) -> None:
    assert await named_by_both(house, client, request(client, tokenizationAuthenticationValue=make())) == [cause]
