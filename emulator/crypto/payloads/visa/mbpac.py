"""Visa's activation data: MBPAC, which carries an authentication code, and MBPAD, which carries a card number.

The text is `{kind}-1-FK-{key set}--TDEA-{hex}`; the hex is a control block, encrypted with two-key TDEA in CBC mode and a
zero vector. Public sources: package applepay-crypto (github.com/drvpereira, MIT), Visa's published In-App sample,
processors' documentation.
"""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, Literal

from emulator.crypto.causes import Caused
from emulator.crypto.chance import Chance
from emulator.crypto.payloads.visa import tdea

Kind = Literal["MBPAC", "MBPAD"]
KINDS: Final[Mapping[str, Kind]] = {"MBPAC": "MBPAC", "MBPAD": "MBPAD"}
MEMBERS: Final[Mapping[Kind, tuple[str, ...]]] = {"MBPAC": ("nonce", "authcode"), "MBPAD": ("pan", "expiry", "datetime")}
"""What the text of each kind must say."""

VERSION: Final = "1"
SCHEME: Final = "FK"
ALGORITHM: Final = "TDEA"
LONGEST_TEXT: Final = 99
FILLER: Final = b"!"
HEAD_BYTES: Final = 8
"""In front of the text: two blanks, four random printable characters, two digits of length."""

PRINTABLE: Final = range(33, 127)

_AUTH_CODE: Final = re.compile(r"[A-Za-z0-9]{6}").fullmatch


class MbError(Caused):
    """Activation data that does not open; `cause` names the mistake. Neither card number nor code in the text."""


@dataclass(frozen=True)
class Envelope:
    """The parts of the text, its hex decoded; whole blocks."""

    kind: Kind
    key_set: str
    ciphertext: bytes = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """What was inside: `nonce` and `authcode` (MBPAC), or `pan`, `expiry` and `datetime` (MBPAD)."""

    kind: Kind
    key_set: str
    members: Mapping[str, str] = field(repr=False)


def make_mbpac(nonce: bytes, auth_code: str, *, key_set: str, key: bytes, chance: Chance) -> str:
    """Return the authentication code for one add-card request, whose nonce it carries.

    `auth_code` is 6 letters and digits, `key` the issuer's 16 bytes of that key set. Draws 4 bytes. Raises `MbError`.
    """
    if _AUTH_CODE(auth_code) is None:
        raise MbError("an authentication code is 6 letters and digits", cause="member_missing")
    return seal("MBPAC", f"nonce={nonce.hex()};authcode={auth_code}", key_set=key_set, key=key, chance=chance)


def make_mbpad(pan: str, expiry: str, *, at: datetime, key_set: str, key: bytes, chance: Chance) -> str:
    """Return the encrypted card number; `expiry` is MMYY, `at` aware. Draws 4 bytes. Raises `MbError`."""
    text = f"pan={pan};expiry={expiry};datetime={at.astimezone(UTC):%Y%m%d%H%M%S}"
    return seal("MBPAD", text, key_set=key_set, key=key, chance=chance)


def seal(kind: Kind, text: str, *, key_set: str, key: bytes, chance: Chance) -> str:
    """Return the envelope for a text of at most 99 ASCII characters. Draws 4 bytes. Raises `MbError`."""
    if not text.isascii() or len(text) > LONGEST_TEXT or "-" in key_set:
        raise MbError("the text is too long or not ASCII, or the key set's name has a dash", cause="length_field_wrong")
    printable = bytes(PRINTABLE[octet % len(PRINTABLE)] for octet in chance(4))
    block = b"  " + printable + f"{len(text):02d}{text}".encode("ascii")
    block += FILLER * (-len(block) % tdea.BLOCK)
    return f"{kind}-{VERSION}-{SCHEME}-{key_set}--{ALGORITHM}-{tdea.encrypt_cbc(block, key).hex().upper()}"


def open_sealed(text: str, keys: Mapping[str, bytes]) -> Opened:
    """Open an envelope with the keys by key set. Raises `MbError`, and nothing else, whatever the text is."""
    envelope = read(text)
    key = keys.get(envelope.key_set)
    if key is None:
        raise MbError("no key is configured for this key set", cause="unknown_key_set")
    members = read_members(unblock(tdea.decrypt_cbc(envelope.ciphertext, key)))
    if any(not members.get(name) for name in MEMBERS[envelope.kind]):
        raise MbError(f"the text does not say {' and '.join(MEMBERS[envelope.kind])}", cause="member_missing")
    return Opened(envelope.kind, envelope.key_set, members)


def read(text: str) -> Envelope:
    """Take the text apart without a key. Raises `MbError`."""
    parts = text.split("-", 6)
    if len(parts) != 7 or parts[0] not in KINDS or parts[1:3] != [VERSION, SCHEME]:
        raise MbError("not seven parts between dashes that begin with MBPAC-1-FK or MBPAD-1-FK", cause="envelope")
    if parts[4].strip() or parts[5] != ALGORITHM:
        raise MbError("the algorithm is not TDEA, or there is an ephemeral key", cause="unsupported_algorithm")
    if len(parts[6]) % 2:
        raise MbError("an odd number of hex digits", cause="odd_hex_length")
    try:
        ciphertext = binascii.unhexlify(parts[6])
    except ValueError as error:
        raise MbError("the last part is not hex", cause="not_hex") from error
    if not ciphertext or len(ciphertext) % tdea.BLOCK:
        raise MbError("not a whole number of blocks of 8 bytes", cause="not_multiple_of_8")
    return Envelope(KINDS[parts[0]], parts[3].strip(), ciphertext)


def unblock(block: bytes) -> str:
    """Return the text of a control block. Raises `MbError`.

    The length must account for the whole block: what follows the text is fewer than 8 exclamation marks.
    """
    digits = block[6:HEAD_BYTES]
    if block[:2] != b"  " or not digits.isdigit():
        raise MbError("the block does not begin with two blanks and a length", cause="control_block")
    text, rest = block[HEAD_BYTES : HEAD_BYTES + int(digits)], block[HEAD_BYTES + int(digits) :]
    if len(text) < int(digits) or len(rest) >= tdea.BLOCK:
        raise MbError("the length in the block does not fit the block", cause="length_field_wrong")
    if rest.strip(FILLER):
        raise MbError("the block is not filled with exclamation marks", cause="filler_not_exclamation_mark")
    if not text.isascii():
        raise MbError("the text in the block is not ASCII", cause="control_block")
    return text.decode("ascii")


def read_members(text: str) -> Mapping[str, str]:
    """Return what a text of `name=value` parts between semicolons says."""
    pairs = (part.partition("=") for part in text.split(";"))
    return MappingProxyType({name: value for name, _, value in pairs})


def carries(opened: Opened, nonce: bytes) -> bool:
    """Tell whether an authentication code was made for the add-card request with this nonce."""
    return opened.members.get("nonce", "").lower() == nonce.hex()
