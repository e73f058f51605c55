"""What goes wrong on the way from the issuer to the app: missing members, and bytes in other encodings."""

import binascii
from collections.abc import Callable, Mapping
from typing import Final

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.crypto.jose import base64url
from emulator.crypto.payloads.apple import delivery
from emulator.crypto.payloads.apple.delivery import NAMES, DeliveryError

CHECK: Final = "transport"
PEM: Final = "-----BEGIN"
SHORTEST_TWICE: Final = 24
"""Characters; a shorter text may be base64 by accident."""

Members = Mapping[str, object]
Recognise = Callable[[Members], Evidence | None]


def explain(members: Members) -> Finding | None:
    """Name the first mistake in the three members, or return None when they decode, once, to bytes."""
    return recognise(members, CATALOGUE, check=CHECK)


def _text(members: Members, name: str) -> str:
    value = members.get(name)
    return value if isinstance(value, str) else ""


def _each(message: str, looks_so: Callable[[str], bool], *, got: str) -> Recognise:
    """Recognise a member whose text looks so; its name enters the message."""

    def recognise_it(members: Members) -> Evidence | None:
        name = next((name for name in NAMES if looks_so(_text(members, name))), None)
        return None if name is None else Evidence(message.format(name), expected="standard base64 of the bytes", got=got)

    return recognise_it


def _other_scheme(members: Members) -> Evidence | None:
    found = _text(members, "wrappedKey") and not _text(members, delivery.EPHEMERAL_KEY)
    return Evidence("wrappedKey belongs to the scheme EV_RSA_v2.", expected="EV_ECC_v2", got="EV_RSA_v2") if found else None


def _missing(members: Members) -> Evidence | None:
    name = next((name for name in NAMES if not _text(members, name)), None)
    got = ", ".join(sorted(str(member) for member in members))[:200]
    return None if name is None else Evidence(f"{name} is missing, or is not text.", expected=", ".join(NAMES), got=got)


def _is_pem(text: str) -> bool:
    return text.lstrip().startswith(PEM) or _decoded(text).lstrip().startswith(PEM.encode())


def _decoded(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return b""


def _is_hex(text: str) -> bool:
    try:
        return len(text) >= SHORTEST_TWICE and bool(binascii.unhexlify(text))
    except ValueError:
        return False


def _is_base64url(text: str) -> bool:
    bare = text.rstrip("=").replace("+", "-").replace("/", "_")
    if not bare or _decoded(text):
        return False
    try:
        return bool(base64url.decode(bare))
    except ValueError:
        return False


def _is_twice(text: str) -> bool:
    inner = _decoded(text)
    return len(inner) >= SHORTEST_TWICE and inner.isascii() and bool(_decoded(inner.decode("ascii")))


def _not_base64(members: Members) -> Evidence | None:
    try:
        delivery.read(members)
    except DeliveryError as error:
        return Evidence(f"{error.field} is not standard base64.", expected="standard base64 of the bytes")
    return None


CATALOGUE: Final[tuple[Mistake[Members], ...]] = (
    Mistake("unsupported_scheme", _other_scheme, "Answer for the scheme EV_ECC_v2: encryptedPassData, activationData, ephemeralPublicKey."),
    Mistake("field_missing", _missing, "Hand all three results to the wallet: without one of them the device refuses at once."),
    Mistake(
        "pem_instead_of_der",
        _each("{} is written as PEM.", _is_pem, got="PEM"),
        "Send the base64 of the bare bytes, without PEM lines.",
    ),
    Mistake(
        "transport_hex",
        _each("{} is written in hex.", _is_hex, got="hex"),
        "Encode the bytes in standard base64; hex belongs inside the pass data, for nonce and signature.",
    ),
    Mistake(
        "transport_base64url",
        _each("{} is written in base64url, or without padding.", _is_base64url, got="base64url"),
        "Use the standard base64 alphabet, with + and / and padding.",
    ),
    Mistake(
        "transport_double_base64",
        _each("{} was encoded in base64 twice.", _is_twice, got="base64 of base64"),
        "Encode the bytes once; a library or a serializer may do it on its own.",
    ),
    Mistake("not_base64", _not_base64, "Encode the bytes in standard base64."),
)
