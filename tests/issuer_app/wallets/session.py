"""A session of Apple's wallet as the fake phone opens it, and cards of the issuer."""

import base64
import os
from datetime import UTC, datetime
from typing import Final

from cryptography import x509

from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear
from emulator.issuer_app.wallets.handed import AppleHanded
from emulator.issuer_app.wallets.makers import AppleMaker
from emulator.wallets import authority

NOW: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ID: Final = "add_1"
NONCE: Final = bytes.fromhex("91ab95b8")
ROOT: Final = x509.load_der_x509_certificate(authority.authority().root.der)
MASTERCARD: Final = CardInClear(Pan("5204247750001471"), 12, 2029, "JANE DOE", "mastercard", "mdes")
VISA: Final = CardInClear(Pan("4761120010000492"), 12, 2029, "JANE DOE", "visa", "vts")
MAKER: Final = AppleMaker(ROOT, os.urandom, lambda: NOW)


def chain(oddity: str | None = None) -> tuple[str, ...]:
    """Return the certificates of a session, good or odd."""
    return tuple(base64.b64encode(der).decode() for der in authority.chain(ID, NOW, oddity=oddity).certificates)


def handed(oddity: str | None = None) -> AppleHanded:
    """Return what the wallet hands over."""
    return AppleHanded(chain(oddity), NONCE, authority.signature(NONCE))
