"""Opaque payment cards, as an issuer's app makes them for Google's wallet, right or wrong."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from joserfc import jwe
from joserfc.jwk import OctKey

from emulator.core.issuer_secrets import OPC_KEY_ID, OPC_SECRET
from emulator.issuer_app.mdes.opaque_card import opaque_payment_card
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear
from tests.providers.vts.caller import ALGORITHMS, kek
from tests.wallets.issuer import KEYS, MASTERCARD, VISA, Message


def encoded(value: Any) -> str:
    """Base64 of JSON, as Mastercard's opaque card is."""
    return base64.b64encode(json.dumps(value).encode()).decode()


def again(text: str) -> str:
    """The base64 of a text that was to go as it is."""
    return base64.b64encode(text.encode()).decode()


def mastercard(tav: str, *, number: str = MASTERCARD, month: int = 12, year: int = 2029) -> str:
    """An opaque card that the issuer app has made."""
    return opaque_payment_card(CardInClear(Pan(number), month, year, "JANE DOE", "mastercard", "mdes"), tav, KEYS.card_sealing)


def visa(session: Mapping[str, Any], **changes: Any) -> Message:
    """The members of a Visa card for the wallet of this session."""
    provider = {
        "clientWalletProvider": session["tokenRequestorId"],
        "clientWalletAccountID": session["walletId"],
        "clientDeviceID": session["stableHardwareId"],
        "clientAppID": session["clientAppID"],
        "isIDnV": True,
        **changes.pop("provider", {}),
    }
    usual = {"accountNumber": VISA, "name": "JANE DOE", "expirationDate": {"month": "12", "year": "2029"}, "provider": provider}
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def field(members: Any, **header: Any) -> str:
    """A Visa card as joserfc encrypts it with the secret that issuers share with Visa."""
    return wrapped(json.dumps(members).encode(), **header)


def wrapped(plaintext: bytes, *, key: bytes | None = None, **header: Any) -> str:
    """The same of any text, its content key wrapped with any key."""
    registry = jwe.JWERegistry(algorithms=[*ALGORITHMS, "A128GCM"], strict_check_header=False)
    protected = {"alg": "A256GCMKW", "enc": "A256GCM", "kid": OPC_KEY_ID, **header}
    return jwe.encrypt_compact(protected, plaintext, OctKey.import_key(key or kek(OPC_SECRET)), registry=registry)


def part(number: int, text: str) -> Callable[[Message], str]:
    """A field of which one of the five parts is another."""

    def made(session: Message) -> str:
        parts = field(visa(session)).split(".")
        return ".".join([*parts[:number], text, *parts[number + 1 :]])

    return made
