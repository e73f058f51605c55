"""The certificates of the phone's Apple wallet: one authority for all, and a leaf for each session."""

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from emulator.crypto.chance import Chance, seeded
from emulator.crypto.keys import apple_pki
from emulator.crypto.keys.apple_bad_chains import ODD, Odd, Workshop
from emulator.crypto.keys.apple_pki import Authority, Identity

# Worthless on purpose: whoever reads this makes the same keys.
SECRET: Final = b"tsp-emulator: worthless on purpose"
NOT_BEFORE: Final = datetime(2025, 1, 1, tzinfo=UTC)
# The clock of an issuer may be behind the phone's.
GRACE: Final = timedelta(days=1)
SIGNATURE_BYTES: Final = 81


@cache
def authority() -> Authority:
    """Return root and intermediate: the same in every emulator, so that issuers pin the root once."""
    return apple_pki.make_authority(chance=seeded(SECRET), not_before=NOT_BEFORE)


def leaf(session: str, at: datetime) -> Identity:
    """Return the leaf of a session that was opened at this moment of the machine's time."""
    return apple_pki.issue_leaf(authority(), chance=_chance(session), not_before=at - GRACE)


def chain(session: str, at: datetime, *, oddity: str | None = None) -> Odd:
    """Return what the session hands to the app: a good chain, or an odd one by its name in `ODD`."""
    workshop = Workshop(authority(), _chance(session), at - GRACE)
    return ODD[oddity](workshop) if oddity else Odd(workshop.chain(), None)


def signature(nonce: bytes) -> bytes:
    """Return the signature that goes with a nonce: opaque to the issuer, and compared for equality alone.

    Its length and its first byte are those of Visa's published sample.
    """
    return b"\x40" + hashlib.shake_256(SECRET + nonce).digest(SIGNATURE_BYTES - 1)


def _chance(session: str) -> Chance:
    # The leaf is made again when the payload comes: its key follows from the session, and is kept nowhere.
    return seeded(SECRET + session.encode())
