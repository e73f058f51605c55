"""An authority, its leaf, and the certificates of the vectors."""

from datetime import UTC, datetime
from typing import Final

from cryptography import x509

from emulator.crypto import chance
from emulator.crypto.keys import apple_pki
from tests.witness import vectors

NOON: Final = datetime(2026, 1, 2, 12, tzinfo=UTC)
AUTHORITY: Final = apple_pki.make_authority(chance=chance.seeded(b"authority"), not_before=NOON)
LEAF: Final = apple_pki.issue_leaf(AUTHORITY, chance=chance.seeded(b"leaf"), not_before=NOON)


def known(name: str) -> x509.Certificate:
    """Return a certificate of the vectors."""
    return x509.load_pem_x509_certificate(vectors("apple_ecc_v2")["inputs"]["certificates_pem"][name].encode())
