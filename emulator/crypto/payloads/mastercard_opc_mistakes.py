"""What goes wrong in Mastercard's opaque payment card: its envelope, the encrypted card inside, and the TAV beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.crypto.keys.keyring import Keyring
from emulator.crypto.payloads import base64_json, mastercard_fle_mistakes, mastercard_tav, mastercard_tav_mistakes
from emulator.crypto.payloads import mastercard_opc as opc
from emulator.crypto.payloads.mastercard_fle import FleError
from emulator.crypto.payloads.mastercard_opc import OpcError, Opened

CHECK: Final = "opaque_payment_card"


def explain(
    text: str, keyring: Keyring, *, tav_keys: Mapping[str, RSAPublicKey], now: datetime, others: Keyring | None = None
) -> Finding | None:
    """Name the first mistake in an opaque payment card, or return None when it opens and its TAV, if any, holds.

    A finding about the encryption is that of `mastercard_fle_mistakes`; one about the TAV has check "tav", and a cause
    that begins with `tav_` or has the word in it. A card that carries a receipt has only an envelope to be wrong.
    """
    found = recognise(text, ENVELOPE, check=CHECK)
    if found is not None or opc.read(text).node is None:
        return found
    try:
        opened = opc.open_sealed(text, keyring)
    except FleError:
        return _inside(text, keyring, others)
    except OpcError as error:
        return _inside(text, keyring, others) if error.cause == "card_not_json" else replace(BAD_CARD, cause=error.cause, got=str(error))
    return _beside(opened, tav_keys, now)


def _inside(text: str, keyring: Keyring, others: Keyring | None) -> Finding:
    return mastercard_fle_mistakes.explain(opc.read(text).node or {}, keyring, others=others)


def _beside(opened: Opened, keys: Mapping[str, RSAPublicKey], now: datetime) -> Finding | None:
    if opened.tav is None:
        return None
    try:
        mastercard_tav.verify(opened.tav, opened.card, keys=keys, now=now)
    except mastercard_tav.TavError:
        found = mastercard_tav_mistakes.explain(opened.tav, opened.card, keys=keys, now=now)
        return found if "tav" in found.cause else replace(found, cause=f"tav_{found.cause}")
    return None


def _read_fails_with(cause: str) -> Callable[[str], Evidence | None]:
    def recognise_text(text: str) -> Evidence | None:
        try:
            opc.read(text)
        except OpcError as error:
            return Evidence(f"The opaque payment card cannot be read: {error}.") if error.cause == cause else None
        return None

    return recognise_text


def _is_visa(text: str) -> Evidence | None:
    found = text.count(".") == 4
    return Evidence("This is a compact JWE, as Visa's opaque payment card is.", expected="base64 of JSON") if found else None


def _twice(text: str) -> Evidence | None:
    return Evidence("The card was encoded in base64 twice.") if base64_json.applied_twice(text) else None


BAD_CARD: Final = Finding(
    check=CHECK,
    cause="card_member_missing",
    message="The card opens, but its JSON lacks what a card must have.",
    fix="Encrypt accountNumber, expiryMonth (MM) and expiryYear (YY), as texts of digits.",
    expected="accountNumber, expiryMonth, expiryYear",
)

ENVELOPE: Final[tuple[Mistake[str], ...]] = (
    Mistake("visa_opc_sent_as_mastercard", _is_visa, "Send Mastercard's form for a Mastercard, and name the right network and provider."),
    Mistake("base64_applied_twice", _twice, "Encode the JSON once, and hand the text on as it is."),
    Mistake("not_base64", _read_fails_with("not_base64"), "Send the base64 of the JSON: standard alphabet, with padding."),
    Mistake("not_json", _read_fails_with("not_json"), "Encode a JSON object with cardInfo and tokenizationAuthenticationValue."),
    Mistake("card_missing", _read_fails_with("card_missing"), "Put the encrypted card into the member cardInfo."),
    Mistake(
        "tav_not_base64_string",
        _read_fails_with("tav_not_base64_string"),
        "Send the TAV as text: the base64 of its JSON, not the JSON object.",
    ),
)
