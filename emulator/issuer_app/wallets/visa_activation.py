"""Visa's activation data: an authentication code (MBPAC) or a card number (MBPAD) in a control block under two-key TDEA.

Public sources: package applepay-crypto (github.com/drvpereira, MIT), Visa's published In-App sample, processors' documentation.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from ..providers import CardInClear

BLOCK: Final = 8
# Codes 33 to 126: what is printable in ASCII.
FIRST, PRINTABLE = 33, 94
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH: Final = 6

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class ActivationKey:
    """The issuer's 16 bytes of one key set at Visa."""

    key_set: str
    key: bytes = field(repr=False)


def mbpac(nonce: bytes, key: ActivationKey, random: Random) -> str:
    """Return the authentication code for one session, whose nonce it carries."""
    code = "".join(LETTERS[octet % len(LETTERS)] for octet in random(CODE_LENGTH))
    return _sealed("MBPAC", f"nonce={nonce.hex()};authcode={code}", key, random=random)


def mbpad(card: CardInClear, at: datetime, key: ActivationKey, *, random: Random) -> str:
    """Return the card number, for Visa alone; `at` is aware."""
    moment = at.astimezone(UTC)
    text = f"pan={card.pan.reveal()};expiry={card.expiry_month}{card.expiry_year};datetime={moment:%Y%m%d%H%M%S}"
    return _sealed("MBPAD", text, key, random=random)


def _sealed(kind: Literal["MBPAC", "MBPAD"], text: str, key: ActivationKey, *, random: Random) -> str:
    four = bytes(FIRST + octet % PRINTABLE for octet in random(4))
    block = b"  " + four + f"{len(text):02d}{text}".encode()
    block += b"!" * (-len(block) % BLOCK)
    encryptor = Cipher(TripleDES(key.key + key.key[:BLOCK]), modes.CBC(bytes(BLOCK))).encryptor()
    sealed = encryptor.update(block) + encryptor.finalize()
    return f"{kind}-1-FK-{key.key_set}--TDEA-{sealed.hex().upper()}"
