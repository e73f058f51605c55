"""Secrets, keys, wallets and cards of the encrypted fields."""

import json
from collections.abc import Mapping
from typing import Any, Final

from emulator.crypto import chance
from emulator.crypto.jose import jwe
from emulator.crypto.keys import rsa
from emulator.crypto.payloads.visa import fields, opc
from emulator.crypto.payloads.visa.fields import FieldKeys
from emulator.crypto.payloads.visa.opc import Wallet
from tests.witness import vectors

INPUTS: Final = vectors("visa_jwe_fle")["inputs"]
EXPECTED: Final = vectors("visa_jwe_fle")["expected"]
RSA: Final = INPUTS["cases"]["rsa_enc_card"]
PRIVATE: Final = rsa.load_own_private_key(RSA["rsa_private_key_pem"].encode())
KEYS: Final = FieldKeys(INPUTS["shared_secrets_by_kid"], {RSA["kid"]: PRIVATE})

KID: Final = "AK1"
SECRET: Final = "s3cr3t"
PAN: Final = "4761120010000492"
WALLET: Final = Wallet("40010075001", "a3-xLSOCatGskD6LRxNuvZG7", "ed6abb56323ba656521ac476", "emulator-app")


def card(**changes: object) -> dict[str, object]:
    """Return the members of a good card for `WALLET`, changed where told; None takes one out."""
    usual: Mapping[str, object] = {
        "accountNumber": PAN,
        "name": "JANE DOE",
        "expirationDate": {"month": "12", "year": "2029"},
        "provider": WALLET.provider(is_verified=True),
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def made(members: Mapping[str, object] | None = None, **changes: Any) -> str:
    """Return a good opaque payment card, or one with another card; `kid` and `secret` can be changed."""
    header = fields.protected_header(changes.get("kid", KID), issued_at=1_700_000_000)
    return opc.make(members or card(), changes.get("secret", SECRET), header=header, chance=chance.seeded(b"opc"))


def wrapped_with(key: bytes, kid: str = KID) -> str:
    """Return a field whose content key was wrapped with a key of the client's own making."""
    return jwe.seal(json.dumps(card()).encode(), key, header=fields.protected_header(kid), chance=chance.system)


def with_part(part: int, value: str) -> str:
    """Return a field that has another part."""
    parts = made().split(".")
    parts[part] = value
    return ".".join(parts)
