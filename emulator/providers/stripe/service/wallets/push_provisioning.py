"""What an app hands to a wallet to add a card: for Apple Pay as stripe-ios asks for it, for Google Pay by our own parameters.

The SDK's STPFakeAddPaymentPassViewController (github.com/stripe/stripe-ios) sends texts in place of certificates, and succeeds
when `contents` is CONTENTS; where a real certificate is sent, as from a phone, the contents are sealed to it.
"""

import base64
from typing import Final

from emulator.core.context import Context
from emulator.crypto.keys import apple_chain, apple_pki, p256
from emulator.crypto.keys.apple_chain import ChainError
from emulator.crypto.payloads.apple import delivery
from emulator.crypto.payloads.apple.pass_data import AddRequest
from emulator.crypto.payloads.visa.opc import Wallet
from emulator.domain.cards import Expiry
from emulator.providers.stripe.schemas.wallets.push_provisioning import GoogleGiven, IosGiven, PushProvisioning
from emulator.providers.stripe.service.books.kinds import CARD, CARDHOLDER, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter, MissingParameter
from emulator.providers.stripe.service.books.shelf import get, ordered
from emulator.providers.stripe.service.books.wallets import ineligible_for
from emulator.providers.stripe.service.wallets import payloads
from emulator.providers.stripe.service.wallets.payloads import Subject
from emulator.storage.unit import Unit

CONTENTS: Final = b"TESTMODE_CONTENTS"
# What a phone would hand on to the network; in test mode nobody reads it (our own choice).
ACTIVATION: Final = b"TESTMODE_ACTIVATION_DATA"
# Google Pay as a token requestor at Visa (processors' documentation).
GOOGLE: Final = "40010075001"
NO_SAMSUNG: Final = "Stripe Issuing has no payload for Samsung Pay: add the card to Apple Pay or Google Pay, or by hand."


async def details(ctx: Context, unit: Unit, message: PushProvisioning) -> Body:
    """Return what the app hands to the wallet.

    Raises:
        IllegalMove: the card cannot be used, or the wallet does not take it.
        InvalidParameter, MissingParameter: no wallet is named, or one that has no payload, or its certificate cannot be used.
    """
    card = await get(unit, CARD, message.card)
    if card["status"] != "active":
        raise IllegalMove(f"You cannot provision this card because its status is {card['status']}.")
    await _check_eligible(unit, card, message)
    made = await _for_wallet(ctx, unit, card, message=message)
    return ordered({"object": "issuing.push_provisioning_details", "card": card["id"], "livemode": False, **made})


async def _for_wallet(ctx: Context, unit: Unit, card: Body, *, message: PushProvisioning) -> Body:
    if message.samsung_pay is not None:
        raise InvalidParameter(NO_SAMSUNG, param="samsung_pay")
    if message.google_pay is not None:
        subject = await _subject(unit, card)
        return {**_google(ctx, subject, message.google_pay), "user_address": await _address(unit, card)}
    if message.ios is None:
        raise MissingParameter("ios")
    leaf = _leaf(message.ios.certificates)
    return _fake(ctx) if leaf is None else _apple(ctx, await _subject(unit, card), message.ios, leaf=leaf)


async def _check_eligible(unit: Unit, card: Body, message: PushProvisioning) -> None:
    wallet = "apple_pay" if message.google_pay is None else "google_pay"
    if reason := ineligible_for(wallet, card, await get(unit, CARDHOLDER, card["cardholder"])):
        raise IllegalMove(f"You cannot provision this card because it is not eligible for {wallet}: {reason}.")


def _fake(ctx: Context) -> Body:
    point = p256.point(p256.draw(ctx.chance).public_key())
    return {"activation_data": _text(ACTIVATION), "contents": _text(CONTENTS), "ephemeral_public_key": _text(point)}


def _apple(ctx: Context, card: Subject, given: IosGiven, *, leaf: str) -> Body:
    request = AddRequest(bytes.fromhex(given.nonce), bytes.fromhex(given.nonce_signature), card.holder, card.pan.suffix)
    try:
        made = payloads.for_apple(ctx, card, request, leaf=leaf)
    except ChainError as error:
        raise InvalidParameter(f"The certificate cannot be used: {error}.", param="ios[certificates]") from None
    return {
        "activation_data": made[delivery.ACTIVATION_DATA],
        "contents": made[delivery.PASS_DATA],
        "ephemeral_public_key": made[delivery.EPHEMERAL_KEY],
    }


def _google(ctx: Context, card: Subject, given: GoogleGiven) -> Body:
    wallet = Wallet(GOOGLE, given.wallet_id, given.hardware_id, given.app_id)
    return {
        "opaque_payment_card": payloads.for_google(ctx, card, wallet),
        "display_name": card.holder,
        "last4": card.pan.suffix,
        "network": card.network,
    }


async def _address(unit: Unit, card: Body) -> Body:
    """Return the cardholder's address, with the members that Google Pay's UserAddress has."""
    holder = await get(unit, CARDHOLDER, card["cardholder"])
    return ordered({**holder["billing"]["address"], "name": holder["name"], "phone_number": holder["phone_number"]})


def _leaf(certificates: list[str]) -> str | None:
    """Return the wallet's leaf, told by its marker; None where none of the texts is a certificate: then nobody reads the answer.

    Raises:
        InvalidParameter: there are certificates, and none of them is a wallet's leaf.
    """
    real = [text for text in certificates if _is_certificate(text)]
    marked = [text for text in real if apple_pki.is_marked(apple_chain.read(text))]
    if real and not marked:
        raise InvalidParameter("None of the certificates is a wallet's leaf: the marker extension is missing.", param="ios[certificates]")
    return marked[0] if marked else None


def _is_certificate(text: str) -> bool:
    try:
        apple_chain.read(text)
    except ChainError:
        return False
    return True


async def _subject(unit: Unit, card: Body) -> Subject:
    vaulted = await unit.cards.get(card["_vault"])
    if vaulted is None:
        raise IllegalMove("You cannot provision this card because its number is gone.")
    holder = await get(unit, CARDHOLDER, card["cardholder"])
    return Subject(vaulted.pan, Expiry(card["exp_year"], card["exp_month"]), holder["name"], vaulted.network)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
