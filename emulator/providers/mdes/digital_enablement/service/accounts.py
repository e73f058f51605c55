"""The account that a request means: four ways to say which, and exactly one of them at a time."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of, token_to_change
from emulator.domain.cards import Card, Expiry
from emulator.domain.errors import ForeignToken, IllegalTransition, IneligibleCard, InvalidField, MissingExpiry, UnknownCard, UnknownToken
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import State, Token
from emulator.providers.mdes import requestors
from emulator.providers.mdes.digital_enablement.schemas import FundingAccountInfo
from emulator.providers.mdes.records import receipts
from emulator.providers.mdes.records.receipts import Receipt
from emulator.storage.unit import Unit

INFO: Final = "fundingAccountInfo"
CARD: Final = f"{INFO}.encryptedPayload.cardAccountData"


@dataclass(frozen=True, slots=True)
class Account:
    """A card as the request names it; `receipt` is what it was named by, where that was a push receipt."""

    pan: Pan
    expiry: Expiry | None
    holder: str | None
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An account as one requestor has named it."""

    info: FundingAccountInfo
    requestor: str


Find = Callable[[Context, Unit, Named], Awaitable[Account]]


async def account_of(ctx: Context, unit: Unit, named: Named) -> Account:
    """Return the account to make a token for.

    Raises:
        InvalidField: it is named in no way, or in more than one.
        UnknownCard, UnknownToken, ForeignToken, IllegalTransition, ReceiptRefused, MissingExpiry, IneligibleCard: the way leads nowhere.
    """
    ways = [way for way in WAYS if _is_given(named.info, way)]
    if len(ways) != 1:
        raise InvalidField(INFO, "value" if ways else "missing")
    return await WAYS[ways[0]](ctx, unit, named)


async def own_token(unit: Unit, reference: str, *, requestor: str | None = None) -> Token:
    """Return a Mastercard token, of this requestor where one is named.

    Raises:
        UnknownToken: there is none.
        ForeignToken: another requestor holds it.
    """
    token = _mastercards(await unit.tokens.get(reference), reference)
    if requestor is not None and token.requestor != requestor:
        raise ForeignToken(reference)
    return token


async def callers_token(ctx: Context, unit: Unit, reference: str) -> Token:
    """Return a Mastercard token that the caller may speak of, for reading.

    Raises:
        UnknownToken: there is none.
        ForeignToken: the caller is registered for another requestor than the one that holds it.
    """
    token = await own_token(unit, reference)
    requestors.check_caller(ctx, token.requestor)
    return token


async def callers_token_to_change(ctx: Context, unit: Unit, reference: str) -> Token:
    """Return such a token, and keep others from changing it until the unit ends. Raises as `callers_token`."""
    token = _mastercards(await token_to_change(unit, reference), reference)
    requestors.check_caller(ctx, token.requestor)
    return token


def _mastercards(token: Token | None, reference: str) -> Token:
    if token is None or token.network is not Network.MASTERCARD:
        raise UnknownToken(reference)
    return token


async def card_named(unit: Unit, reference: str) -> Card:
    """Return a Mastercard card by its panUniqueReference.

    Raises:
        UnknownCard: there is none.
    """
    card = await unit.cards.get(reference)
    if card is None or card.network is not Network.MASTERCARD:
        raise UnknownCard(reference)
    return card


def _is_given(info: FundingAccountInfo, way: str) -> bool:
    if way != "encryptedPayload":
        return getattr(info, way) is not None
    # Beside a reference or a receipt the encrypted part may still say where the account came from.
    return info.opened is not None and not (info.opened.cardAccountData is None and info.opened.financialAccountData is None)


async def _by_pan_reference(_ctx: Context, unit: Unit, named: Named) -> Account:
    return _known(await card_named(unit, f"{named.info.panUniqueReference}"))


async def _by_token(_ctx: Context, unit: Unit, named: Named) -> Account:
    token = await own_token(unit, f"{named.info.tokenUniqueReference}", requestor=named.requestor)
    if token.state is State.DELETED:
        raise IllegalTransition(token.state, "be tokenized again")
    return _known(await card_of(unit, token))


async def _by_receipt(ctx: Context, unit: Unit, named: Named) -> Account:
    receipt = await receipts.take(ctx, unit, f"{named.info.pushAccountReceipt}", requestor=named.requestor)
    return _known(await card_named(unit, receipt.card), receipt)


async def _by_card(_ctx: Context, _unit: Unit, named: Named) -> Account:
    opened = named.info.opened
    card = opened.cardAccountData if opened else None
    if opened is None or card is None:
        raise IneligibleCard("an account without a card number has no token here")
    if card.accountNumber is None:
        raise InvalidField(f"{CARD}.accountNumber", "missing")
    if card.expiryMonth is None or card.expiryYear is None:
        raise MissingExpiry("the card's month and year of expiry are needed")
    return Account(Pan(card.accountNumber), Expiry.of(card.expiryMonth, card.expiryYear), opened.holder_name)


def of_card(card: Card) -> Account:
    """Return the account of a card that the vault has."""
    return _known(card)


def _known(card: Card, receipt: Receipt | None = None) -> Account:
    return Account(card.pan, card.expiry, card.holder, receipt)


WAYS: Final[Mapping[str, Find]] = {
    "panUniqueReference": _by_pan_reference,
    "tokenUniqueReference": _by_token,
    "pushAccountReceipt": _by_receipt,
    "encryptedPayload": _by_card,
}
