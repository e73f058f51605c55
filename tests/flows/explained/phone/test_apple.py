"""A payload for Apple's wallet that was encrypted wrong, carries the wrong pass data, or was garbled on its way."""

import base64
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import PublicFormat

from tests.flows.explained.phone.conftest import Phone
from tests.flows.explained.phone.sealing import MERCHANT, Envelope, point, public, spki
from tests.wallets.issuer import VISA, Message

# A session of so many bytes has letters in its nonce, which can be written in capitals.
OPENED: Final = {"merchantIds": [MERCHANT], "nonceBytes": 32}
Garbled = Callable[[Envelope, Message], dict[str, Any]]


def base64_of(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


def pem(key: str) -> str:
    return f"-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n"


def urlsafe(text: str) -> str:
    return text.replace("+", "-").replace("/", "_").rstrip("=")


# What replaces a member of a good payload.
TRANSPORT: Final[tuple[tuple[str, Garbled], ...]] = (
    ("unsupported_scheme", lambda _, good: {"ephemeralPublicKey": None, "wrappedKey": good["ephemeralPublicKey"]}),
    ("field_missing", lambda *_: {"activationData": None}),
    ("pem_instead_of_der", lambda _, good: {"ephemeralPublicKey": pem(good["ephemeralPublicKey"])}),
    ("transport_hex", lambda made, _: {"ephemeralPublicKey": point(made.own).hex()}),
    ("transport_base64url", lambda _, good: {"ephemeralPublicKey": urlsafe(good["ephemeralPublicKey"])}),
    ("transport_double_base64", lambda _, good: {"ephemeralPublicKey": base64_of(good["ephemeralPublicKey"].encode())}),
    ("not_base64", lambda *_: {"ephemeralPublicKey": "?"}),
)
# The ephemeral key in another form.
EPHEMERAL: Final[tuple[tuple[str, Callable[[Envelope], bytes]], ...]] = (
    ("ephemeral_key_as_spki", lambda made: spki(made.own)),
    ("ephemeral_key_compressed", lambda made: point(made.own, PublicFormat.CompressedPoint)),
    ("ephemeral_key_without_prefix", lambda made: point(made.own)[1:]),
    ("ephemeral_key_not_on_curve", lambda _: b"\x04" + bytes(64)),
    ("ephemeral_key_length", lambda made: point(made.own)[:-1] + b"\0\0"),
)
# The pass data encrypted by another recipe.
SEALED: Final[tuple[tuple[str, Callable[[Envelope], bytes]], ...]] = (
    ("iv_16_zero", lambda made: made.sealed(iv=bytes(16))),
    ("partyv_merchant_id_hash", lambda made: made.sealed(key=made.key(party_v=sha256(MERCHANT.encode()).digest()))),
    ("partyv_spki", lambda made: made.sealed(key=made.key(party_v=spki(made.own)))),
    ("partyv_leaf_point", lambda made: made.sealed(key=made.key(party_v=point(made.leaf)))),
    ("no_algorithm_id_length", lambda made: made.sealed(key=made.key(algorithm=b"id-aes256-GCM"))),
    ("counter_zero", lambda made: made.sealed(key=made.key(counter=bytes(4)))),
    ("counter_missing", lambda made: made.sealed(key=made.key(counter=b""))),
    ("z_hashed", lambda made: made.sealed(key=made.key(secret=sha256(made.secret).digest()))),
    ("raw_z_as_key", lambda made: made.sealed(key=made.secret)),
    ("tag_prepended", lambda made: made.sealed()[-16:] + made.sealed()[:-16]),
    ("tag_missing", lambda made: made.sealed()[:-16]),
    ("wrong_certificate", lambda made: made.sealed(key=made.key(secret=to_the_intermediate(made)))),
)


def to_the_intermediate(made: Envelope) -> bytes:
    """What an issuer agrees on who takes the certificates by their place."""
    return made.ephemeral.exchange(ec.ECDH(), public(made.session["certificates"][1]))


def hidden(made: Envelope) -> dict[str, Any]:
    """Pass data whose number only Visa can read, which stands in for nothing here."""
    kept = {name: value for name, value in made.members.items() if name not in {"primaryAccountNumber", "expiration"}}
    number = base64_of(b"MBPAD-1-FK-401200.1--TDEA-00")
    return {**kept, "encryptedPrimaryAccountNumber": number, "primaryAccountNumberPrefix": VISA[:6], "networkName": "Visa"}


def nonce(made: Envelope) -> bytes:
    return bytes.fromhex(made.session["nonceHex"])


def signature(made: Envelope) -> bytes:
    return bytes.fromhex(made.session["nonceSignatureHex"])


def clear(**changes: Callable[[Envelope], Any]) -> Callable[[Envelope], Any]:
    """Pass data with the number in clear, changed where told."""
    return lambda made: {**made.members, **{name: change(made) for name, change in changes.items()}}


def lacking(name: str, *, of: Callable[[Envelope], dict[str, Any]] = lambda made: made.members) -> Callable[[Envelope], Any]:
    """Pass data without a member."""
    return lambda made: {key: value for key, value in of(made).items() if key != name}


PASS_DATA: Final[tuple[tuple[str, Callable[[Envelope], Any]], ...]] = (
    ("pass_data_not_json", lambda made: [made.members]),
    ("card_number_missing", lacking("primaryAccountNumber")),
    ("nonce_missing", lacking("nonce")),
    ("nonce_signature_missing", lacking("nonceSignature")),
    ("name_missing", lacking("name")),
    ("expiration_missing", lacking("expiration")),
    ("number_prefix_missing", lacking("primaryAccountNumberPrefix", of=hidden)),
    ("network_name_missing", lacking("networkName", of=hidden)),
    ("nonce_base64_in_json", clear(nonce=lambda made: base64_of(nonce(made)))),
    ("nonce_hex_of_base64", clear(nonce=lambda made: base64_of(nonce(made)).encode().hex())),
    ("nonce_upper_case_in_json", clear(nonce=lambda made: nonce(made).hex().upper())),
    ("other_nonce", clear(nonce=lambda _: "00000000")),
    ("nonce_signature_base64_in_json", clear(nonceSignature=lambda made: base64_of(signature(made)))),
    ("nonce_signature_hex_of_base64", clear(nonceSignature=lambda made: base64_of(signature(made)).encode().hex())),
    ("nonce_signature_upper_case_in_json", clear(nonceSignature=lambda made: signature(made).hex().upper())),
    ("nonce_signature_mismatch", clear(nonceSignature=lambda made: signature(made).hex()[:-2])),
    ("name_mismatch", clear(name=lambda _: "JOHN DOE")),
    ("expiration_mmyy_without_slash", clear(expiration=lambda _: "1229")),
    ("expiration_format", clear(expiration=lambda _: "12/2029")),
    ("card_number_not_digits", clear(primaryAccountNumber=lambda _: "4761 1200 1000 0492")),
    ("suffix_mismatch", clear(primaryAccountNumber=lambda _: "4761349750010326")),
    ("encrypted_number_not_base64", lambda made: {**hidden(made), "encryptedPrimaryAccountNumber": "?"}),
)


async def opened(phone: Phone) -> Envelope:
    """An envelope for a session that has just been opened."""
    return Envelope(await phone.bank.open("apple", VISA, **OPENED), ec.generate_private_key(ec.SECP256R1()))


@pytest.mark.parametrize(("cause", "garble"), TRANSPORT)
async def test_what_was_garbled_on_its_way(phone: Phone, cause: str, garble: Garbled) -> None:
    made = await opened(phone)
    good = made.payload(made.sealed())
    sent = {name: value for name, value in {**good, **garble(made, good)}.items() if value is not None}

    assert await phone.named_by_both("apple", made.session, sent) == ("transport", cause)


@pytest.mark.parametrize(("cause", "written"), EPHEMERAL)
async def test_an_ephemeral_key_in_another_form(phone: Phone, cause: str, written: Callable[[Envelope], bytes]) -> None:
    made = await opened(phone)

    named = await phone.named_by_both("apple", made.session, made.payload(made.sealed(), own=written(made)))

    assert named == ("open_pass_data", cause)


@pytest.mark.parametrize(("cause", "sealed"), SEALED)
async def test_pass_data_that_was_encrypted_by_another_recipe(phone: Phone, cause: str, sealed: Callable[[Envelope], bytes]) -> None:
    made = await opened(phone)

    assert await phone.named_by_both("apple", made.session, made.payload(sealed(made))) == ("open_pass_data", cause)


@pytest.mark.parametrize(("cause", "members"), PASS_DATA)
async def test_pass_data_that_does_not_answer_the_session(phone: Phone, cause: str, members: Callable[[Envelope], Any]) -> None:
    made = await opened(phone)
    sealed = made.sealed(json.dumps(members(made)).encode())

    assert await phone.named_by_both("apple", made.session, made.payload(sealed)) == ("pass_data", cause)
