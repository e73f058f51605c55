"""The payload of a card: sealed to Apple's leaf certificate, or an opaque payment card for Google, each as the card's network wants it.

How Stripe makes them is not published: they have the public forms that issuers make, with the demo keys (our own choice).
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from emulator.core.context import Context
from emulator.core.issuer_secrets import ACTIVATION_KEY_SET, ACTIVATION_KEYS, OPC_KEY_ID, OPC_SECRET
from emulator.crypto.keys import apple_chain
from emulator.crypto.payloads import mastercard_opc, mastercard_tav
from emulator.crypto.payloads.apple import delivery, ecc_v2, pass_data
from emulator.crypto.payloads.apple.pass_data import AddRequest
from emulator.crypto.payloads.visa import fields, mbpac, opc
from emulator.crypto.payloads.visa.opc import Wallet
from emulator.domain.cards import Expiry
from emulator.domain.pan import Network, Pan

# Processors call themselves to networks by the demo issuer's key; cards go to the key that MDES publishes.
TAV_KEY: Final = "demo:mdes/tav"
CARD_KEY: Final = "demo:mdes/request"
VALIDITY: Final = timedelta(minutes=30)
AUTH_CODE: Final = 6
DIGEST: Final = "SHA256"


@dataclass(frozen=True, slots=True)
class Subject:
    """The card that a payload carries."""

    pan: Pan
    expiry: Expiry
    holder: str
    network: Network


def for_apple(ctx: Context, card: Subject, request: AddRequest, *, leaf: str) -> dict[str, str]:
    """Return the three results in base64, by PassKit's names; `leaf` is the base64 of the wallet's certificate.

    Raises:
        ChainError: the certificate cannot be used.
    """
    key = apple_chain.leaf_key(leaf)
    plaintext = pass_data.write_clear(card.pan.reveal(), f"{card.expiry.mm}/{card.expiry.yy}", request)
    activation = ACTIVATIONS[card.network](ctx, card, request)
    return delivery.write(delivery.Delivery(ecc_v2.seal(plaintext, key, chance=ctx.sealing_chance), activation))


def for_google(ctx: Context, card: Subject, wallet: Wallet) -> str:
    """Return the opaque payment card for a wallet on a device."""
    return OPAQUE[card.network](ctx, card, wallet)


def _mbpac(ctx: Context, _card: Subject, request: AddRequest) -> bytes:
    code, key = ctx.ids.alphanumeric(AUTH_CODE), ACTIVATION_KEYS[ACTIVATION_KEY_SET]
    return mbpac.make_mbpac(request.nonce, code, key_set=ACTIVATION_KEY_SET, key=key, chance=ctx.sealing_chance).encode()


def _tav_json(ctx: Context, card: Subject, _request: AddRequest) -> bytes:
    return base64.b64decode(_tav(ctx, card))


def _tav(ctx: Context, card: Subject) -> str:
    key = ctx.keys.pair(TAV_KEY).private_key
    if key is None:
        raise ValueError("the demo keys are complete")
    claims = mastercard_tav.Claims(valid_until=mastercard_tav.timestamp(ctx.wall + VALIDITY))
    return mastercard_tav.make(mastercard_tav.Card(card.pan.reveal(), card.expiry.mmyy), key, claims)


def _visa_card(ctx: Context, card: Subject, wallet: Wallet) -> str:
    members = {
        "accountNumber": card.pan.reveal(),
        "name": card.holder,
        "expirationDate": {"month": card.expiry.mm, "year": str(card.expiry.year)},
        "provider": wallet.provider(is_verified=True),
    }
    header = fields.protected_header(OPC_KEY_ID, issued_at=int(ctx.wall.timestamp()))
    return opc.make(members, OPC_SECRET, header=header, chance=ctx.sealing_chance)


def _mastercard_card(ctx: Context, card: Subject, _wallet: Wallet) -> str:
    account = {"accountNumber": card.pan.reveal(), "expiryMonth": card.expiry.mm, "expiryYear": card.expiry.yy}
    pair = ctx.keys.pair(CARD_KEY)
    return mastercard_opc.make(
        json.dumps({"cardAccountData": account}).encode(),
        pair.public_key,
        fingerprint=pair.fingerprints.cert_sha256,
        digest=DIGEST,
        chance=ctx.sealing_chance,
        tav=_tav(ctx, card),
    )


ACTIVATIONS: Final[Mapping[Network, Callable[[Context, Subject, AddRequest], bytes]]] = {
    Network.MASTERCARD: _tav_json,
    Network.VISA: _mbpac,
}
OPAQUE: Final[Mapping[Network, Callable[[Context, Subject, Wallet], str]]] = {
    Network.MASTERCARD: _mastercard_card,
    Network.VISA: _visa_card,
}
