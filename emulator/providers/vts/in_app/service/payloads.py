"""The payloads that wallets want: for Apple sealed to the wallet's certificate, for Google and Samsung sealed to Visa."""

import binascii
from collections.abc import Mapping
from typing import Any, Final, Literal

from emulator.core.context import Context
from emulator.core.issuer_secrets import (
    ACTIVATION_KEY_SET,
    ACTIVATION_KEYS,
    OPC_AUDIENCE,
    OPC_ISSUER,
    OPC_KEY_ID,
    OPC_SECRET,
)
from emulator.core.wire import NotBuilt
from emulator.crypto.diagnosis import Finding
from emulator.crypto.keys import apple_chain
from emulator.crypto.keys.apple_chain import ChainError
from emulator.crypto.payloads.apple import delivery, ecc_v2, pass_data
from emulator.crypto.payloads.apple.pass_data import AddRequest
from emulator.crypto.payloads.visa import fields, mbpac, opc
from emulator.crypto.payloads.visa.opc import Wallet
from emulator.domain.cards import Product
from emulator.domain.errors import InvalidField, UnknownCard
from emulator.providers.vts.in_app import schemas
from emulator.providers.vts.in_app.schemas.payloads import ForDevice, ForWallet, OpaqueCard
from emulator.providers.vts.in_app.service.cards import Enrolled, enrolled, own_card
from emulator.providers.vts.in_app.service.customers import client_of
from emulator.providers.vts.reasons import NameMissing
from emulator.storage.unit import Unit

# Token requestor ids of the wallets at Visa (processors' documentation).
GOOGLE: Final = "40010075001"
SAMSUNG: Final = "40010043095"
VISA: Final = "V"
AUTH_CODE: Final = 6

CARD_TYPES: Final[Mapping[Product, Literal["CREDIT", "DEBIT"]]] = {
    Product.CREDIT: "CREDIT",
    Product.DEBIT: "DEBIT",
    Product.PREPAID: "DEBIT",
}
# Lengths of the description that Visa's own samples break; they hold where the settings say so.
EXACT: Final[Mapping[str, int]] = {"nonce": 32, "clientCustomerID": 36}


async def get_apple_data(ctx: Context, unit: Unit, message: schemas.GetAppleData) -> schemas.AppleData:
    """Return pass data sealed to the wallet's leaf certificate, and activation data that only Visa reads."""
    _check_lengths(ctx, message)
    card = await _card(ctx, unit, message)
    if card.name is None:
        raise NameMissing("neither card nor customer has a name")
    request = AddRequest(
        nonce=_octets("nonce", message.nonce),
        nonce_signature=_octets("nonceSignature", message.nonceSignature),
        cardholder_name=card.name,
        suffix=card.vault.pan.suffix,
    )
    return schemas.AppleData(
        vCardID=card.record.id,
        **delivery.write(_delivery(ctx, card, request, certificate=message.deviceCert)),
        paymentAccountReference=card.vault.par,
    )


async def get_google_data(ctx: Context, unit: Unit, message: schemas.GetGoogleData) -> schemas.GoogleData:
    """Return an opaque payment card for Google Pay, and what is known of the customer."""
    card = await _card_for_device(ctx, unit, message)
    said = card.customer.said if card.customer else {}
    told = {name: said[name] for name in ("encAddress", "encMobileNumber") if name in said}
    shown = _opaque(ctx, card, message, requestor=GOOGLE)
    return schemas.GoogleData.model_validate({**shown.model_dump(), "expirationDate": card.expiration, **told})


async def get_samsung_data(ctx: Context, unit: Unit, message: schemas.GetSamsungData) -> schemas.SamsungData:
    """Return an opaque payment card for Samsung Pay."""
    card = await _card_for_device(ctx, unit, message)
    shown = _opaque(ctx, card, message, requestor=SAMSUNG)
    return schemas.SamsungData.model_validate({**shown.model_dump(), "cardType": CARD_TYPES[card.vault.product]})


async def _card_for_device(ctx: Context, unit: Unit, message: ForDevice) -> Enrolled:
    _check_lengths(ctx, message)
    return await _card(ctx, unit, message)


async def _card(ctx: Context, unit: Unit, message: ForWallet) -> Enrolled:
    """Return the card that is meant.

    Raises:
        NotBuilt: the payload of another network is wanted.
        InvalidField: no card is named, or none that the caller has enrolled.
    """
    if message.tokenServiceProvider != VISA:
        raise NotBuilt(_other_network())
    if message.vCardID is not None:
        try:
            return await own_card(ctx, unit, message.vCardID)
        except UnknownCard:
            # The description lists no 404 here.
            raise InvalidField("vCardID", "unknown") from None
    if message.encCard is None:
        raise InvalidField("vCardID", "missing, and so is encCard")
    return await enrolled(ctx, unit, message.encCard, client=client_of(ctx))


def _delivery(ctx: Context, card: Enrolled, request: AddRequest, *, certificate: str) -> delivery.Delivery:
    try:
        leaf = apple_chain.leaf_key(certificate)
        remark = apple_chain.age_of(certificate, now=ctx.wall)
    except ChainError as error:
        ctx.findings.append(_unfit(error))
        raise InvalidField("deviceCert", str(error)) from None
    if remark:
        ctx.tolerate(remark)
    key, pan = ACTIVATION_KEYS[ACTIVATION_KEY_SET], card.vault.pan
    number = mbpac.make_mbpad(pan.reveal(), card.expiry.mmyy, at=ctx.wall, key_set=ACTIVATION_KEY_SET, key=key, chance=ctx.sealing_chance)
    plaintext = pass_data.write_encrypted(number, pan.prefix, request)
    code = mbpac.make_mbpac(request.nonce, ctx.ids.alphanumeric(AUTH_CODE), key_set=ACTIVATION_KEY_SET, key=key, chance=ctx.sealing_chance)
    return delivery.Delivery(ecc_v2.seal(plaintext, leaf, chance=ctx.sealing_chance), code.encode())


def _opaque(ctx: Context, card: Enrolled, message: ForDevice, *, requestor: str) -> OpaqueCard:
    wallet = Wallet(requestor, message.clientCustomerID, message.deviceID, message.clientAppID)
    members: dict[str, Any] = {
        "accountNumber": card.vault.pan.reveal(),
        **({"name": card.name} if card.name else {}),
        "expirationDate": card.expiration.model_dump(),
        **({"billingAddress": card.record.address} if card.record.address else {}),
        # Whoever pushes a card from its own app has verified its holder.
        "provider": wallet.provider(is_verified=True),
    }
    more = {"aud": OPC_AUDIENCE, "iss": OPC_ISSUER, "iat": int(ctx.wall.timestamp())}
    text = opc.make(members, OPC_SECRET, header=fields.protected_header(OPC_KEY_ID, more=more), chance=ctx.sealing_chance)
    return OpaqueCard(vCardID=card.record.id, last4=card.vault.pan.suffix, opaquePaymentCard=text, paymentAccountReference=card.vault.par)


def _check_lengths(ctx: Context, message: ForWallet) -> None:
    if ctx.settings.visa_lengths == "lenient":
        return
    for name, length in EXACT.items():
        value = getattr(message, name, None)
        if value is not None and len(value) != length:
            raise InvalidField(name, f"must have {length} characters")


def _octets(name: str, text: str) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        raise InvalidField(name, "must be base64") from None


def _other_network() -> Finding:
    return Finding(
        check="operation",
        cause="not_built",
        message="payloads for Mastercard's token service are not made here",
        fix="leave tokenServiceProvider out, or send V",
        expected=VISA,
    )


def _unfit(error: ChainError) -> Finding:
    return Finding(
        check=apple_chain.CHECK,
        cause=error.cause,
        message=f"The certificate cannot be used: {error}.",
        fix="Send the wallet's own leaf certificate, as base64 of its DER.",
    )
