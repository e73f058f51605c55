"""Assets by id: the id is made from the contents, so what an id stands for cannot change."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Final

from emulator.core.keys import Keys
from emulator.core.pictures import Picture
from emulator.crypto.jose import jwk
from emulator.crypto.keys.keyring import KeyPair
from emulator.domain.errors import UnknownAsset
from emulator.providers.mdes.assets import artwork

Asset = tuple[Picture, ...]
"""The same thing in one or more forms."""

# The key that signs what is pushed to token requestors.
SIGNING_KEY: Final = "demo:mdes/jws"
KEY_TYPE: Final = "application/jwk+json"


@cache
def id_of(asset: Asset) -> str:
    """Return the id of an asset: a UUID of version 5 (RFC 9562) over its bytes."""
    digest = hashlib.sha256(b"".join(medium.type.encode() + medium.data for medium in asset)).hexdigest()
    return str(uuid.uuid5(uuid.NAMESPACE_OID, digest))


CARD_BACKGROUND: Final[Asset] = (artwork.card_background(),)
BRAND_LOGO: Final[Asset] = (artwork.ring(64),)
ISSUER_LOGO: Final[Asset] = (artwork.halves(64),)
ICON: Final[Asset] = (artwork.ring(32),)
REQUESTOR_LOGO: Final[Asset] = (artwork.vector_squares(), artwork.squares(64))
# What the holder of a card agrees to before it goes into a device.
_TERMS_TEXT: Final = b"The terms and conditions of an emulated bank: nothing here is real, so there is nothing to lose."
TERMS: Final[Asset] = (Picture("text/plain", _TERMS_TEXT),)

_ASSETS: Final = (CARD_BACKGROUND, BRAND_LOGO, ISSUER_LOGO, ICON, REQUESTOR_LOGO, TERMS)
SHELF: Final[Mapping[str, Asset]] = {id_of(asset): asset for asset in _ASSETS}


def asset_with(asset_id: str, keys: Keys) -> Asset:
    """Return the asset with this id.

    Raises:
        UnknownAsset: nothing on the shelf has it.
    """
    if found := SHELF.get(asset_id):
        return found
    signing = keys.pair(SIGNING_KEY)
    if asset_id == key_id(signing):
        return (_key(signing),)
    raise UnknownAsset(asset_id)


def key_id(pair: KeyPair) -> str:
    """Return the id of the asset that holds a signing key: the `kid` of the signatures made with it."""
    return f"MDES-token-connect-{pair.fingerprints.cert_sha256[:16]}"


def _key(pair: KeyPair) -> Picture:
    key = jwk.verification_key(pair.certificate, kid=key_id(pair))
    return Picture(KEY_TYPE, json.dumps(key).encode())
