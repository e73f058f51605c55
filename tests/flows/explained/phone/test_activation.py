"""Visa's activation data beside Apple's pass data, or a TAV there: what is wrong with it is named by the phone and by `explain`."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from tests.flows.explained.phone.conftest import Phone
from tests.flows.explained.phone.sealing import Envelope
from tests.wallets.issuer import VISA

# The key set that the demo issuer has at Visa.
KEY_SET, KEY = "401200.1", b"demo-activation!"
Text = Callable[[bytes], str]


def tdea(block: bytes, *, key: bytes = KEY, mode: Any = None) -> bytes:
    """Two-key TDEA (SP 800-67), by default in CBC mode from a vector of zeros."""
    encryptor = Cipher(TripleDES(key + key[:8]), mode or modes.CBC(bytes(8))).encryptor()
    return encryptor.update(block) + encryptor.finalize()


def envelope(sealed: bytes, kind: str = "MBPAC") -> str:
    return f"{kind}-1-FK-{KEY_SET}--TDEA-{sealed.hex().upper()}"


def block(text: str, *, length: int | None = None, filler: bytes = b"!") -> bytes:
    """The control block around a text."""
    start = b"  Ab3~%02d" % (len(text) if length is None else length) + text.encode()
    return start + filler * (-len(start) % 8)


def code(nonce: bytes) -> str:
    """What activation data says in a session with this nonce; it does not fill its last block."""
    return f"nonce={nonce.hex()};authcode=ZZLGEZ"


def good(nonce: bytes) -> str:
    return envelope(tdea(block(code(nonce))))


MADE: Final[tuple[tuple[str, Text], ...]] = (
    ("envelope", lambda nonce: good(nonce).replace("MBPAC", "MBPAK")),
    ("unsupported_algorithm", lambda nonce: good(nonce).replace("TDEA", "3DES")),
    ("odd_hex_length", lambda nonce: good(nonce)[:-1]),
    ("not_hex", lambda nonce: good(nonce)[:-2] + "xy"),
    ("not_multiple_of_8", lambda nonce: good(nonce)[:-2]),
    ("unknown_key_set", lambda nonce: good(nonce).replace(KEY_SET, "111111.1")),
    ("ecb_mode", lambda nonce: envelope(tdea(block(code(nonce)), mode=modes.ECB()))),  # noqa: S305  # the mistake that is made
    ("iv_not_zero", lambda nonce: envelope(tdea(block(code(nonce)), mode=modes.CBC(b"\x01" * 8)))),
    ("no_control_block", lambda nonce: envelope(tdea(code(nonce).encode() + b"\x02\x02"))),
    ("wrong_key_for_key_set", lambda nonce: envelope(tdea(block(code(nonce)), key=b"k" * 16))),
    ("filler_not_exclamation_mark", lambda nonce: envelope(tdea(block(code(nonce), filler=b"\x02")))),
    ("length_field_wrong", lambda nonce: envelope(tdea(block(code(nonce), length=40)))),
    ("member_missing", lambda nonce: envelope(tdea(block(f"nonce={nonce.hex()}")))),
    ("other_kind", lambda _: envelope(tdea(block(f"pan={VISA};expiry=1229;datetime={datetime.now(UTC):%Y%m%d%H%M%S}")), "MBPAD")),
    ("nonce_mismatch", lambda _: good(b"\x00\x00\x00\x00")),
)


async def opened(phone: Phone) -> Envelope:
    """An envelope for a session that has just been opened, with the four bytes of nonce that Apple's wallet sends."""
    return Envelope(await phone.bank.open("apple", VISA), ec.generate_private_key(ec.SECP256R1()))


@pytest.mark.parametrize(("cause", "text"), MADE)
async def test_activation_data_that_visa_cannot_use(phone: Phone, cause: str, text: Text) -> None:
    made = await opened(phone)
    sent = made.payload(made.sealed(), text(bytes.fromhex(made.session["nonceHex"])))

    assert await phone.named_by_both("apple", made.session, sent) == ("activation_data", cause)


def hidden(made: Envelope, text: str) -> bytes:
    """Pass data whose number only Visa can read, in this text."""
    kept = {name: value for name, value in made.members.items() if name not in {"primaryAccountNumber", "expiration"}}
    number = base64.b64encode(text.encode()).decode()
    members = {**kept, "encryptedPrimaryAccountNumber": number, "primaryAccountNumberPrefix": VISA[:6], "networkName": "Visa"}
    return made.sealed(json.dumps(members).encode())


async def test_a_number_that_was_encoded_twice(phone: Phone) -> None:
    made = await opened(phone)
    twice = base64.b64encode(good(bytes(4)).encode()).decode()

    named = await phone.named_by_both("apple", made.session, made.payload(hidden(made, twice)))

    assert named == ("encrypted_number", "base64_applied_twice")


async def test_a_number_that_ends_otherwise_than_the_wallet_shows(phone: Phone) -> None:
    made = await opened(phone)
    other = f"pan=4761349750010326;expiry=1229;datetime={datetime.now(UTC):%Y%m%d%H%M%S}"

    named = await phone.named_by_both("apple", made.session, made.payload(hidden(made, envelope(tdea(block(other)), "MBPAD"))))

    assert named == ("card", "last_digits_differ")
