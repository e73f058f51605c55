"""Visa's opaque payment card for Google Pay and Samsung Pay: a compact JWE under the secret that the issuer shares with Visa."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from joserfc import jwe
from joserfc.jwk import OctKey

from ..providers import CardInClear
from .handed import PushHanded

ALGORITHM, ENCRYPTION = "A256GCMKW", "A256GCM"
# Visa puts the time of making into the header, which RFC 7516 does not register.
REGISTRY: Final = jwe.JWERegistry(algorithms=[ALGORITHM, ENCRYPTION], strict_check_header=False)


@dataclass(frozen=True, slots=True)
class OpaqueCardSecret:
    """A shared secret by its key id; the key is the SHA-256 of the secret's text."""

    key_id: str
    secret: str = field(repr=False)


def visa_opaque_card(card: CardInClear, handed: PushHanded, secret: OpaqueCardSecret, *, now: datetime) -> str:
    """Return the JWE; it travels as it is, without base64 around it. `provider` must equal what the wallet sends itself."""
    provider = {
        "intent": "PUSH_PROV_MOBILE",
        "clientWalletProvider": handed.requestor,
        "clientWalletAccountID": handed.account,
        "clientDeviceID": handed.device,
        **({"clientAppID": handed.app} if handed.app else {}),
        # The cardholder is logged in to the issuer's own app.
        "isIDnV": True,
    }
    plain = {
        "accountNumber": card.pan.reveal(),
        "name": card.holder,
        "expirationDate": {"month": card.expiry_month, "year": str(card.exp_year)},
        "provider": provider,
    }
    header = {"alg": ALGORITHM, "enc": ENCRYPTION, "typ": "JOSE", "kid": secret.key_id, "iat": str(int(now.timestamp()))}
    key = OctKey.import_key(sha256(secret.secret.encode()).digest())
    return jwe.encrypt_compact(header, json.dumps(plain, separators=(",", ":")).encode(), key, registry=REGISTRY)
