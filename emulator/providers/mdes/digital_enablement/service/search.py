"""Looking for tokens: of an account, of a token requestor, or of both; nothing is changed."""

from collections.abc import AsyncIterator
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.cards import Card
from emulator.domain.errors import InvalidField
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import State, Token
from emulator.providers.mdes import products, requestors, statuses, timestamps
from emulator.providers.mdes.digital_enablement.schemas import FoundToken, SearchTokens, SearchTokensAnswer
from emulator.providers.mdes.digital_enablement.schemas.inquiry import SoughtAccount
from emulator.providers.mdes.digital_enablement.service.accounts import CARD, INFO, card_named, own_token
from emulator.providers.mdes.messages.reading import answering_host
from emulator.providers.mdes.records import receipts
from emulator.storage.clockwork import micros
from emulator.storage.unit import Unit

PAGE: Final = 500
# Later than every moment that a row can hold, in microseconds: the cursor before the newest token.
LATEST: Final = 2**62
SHORTEST_NUMBER: Final = 9
REFERENCES: Final = ("tokenUniqueReference", "panUniqueReference", "pushAccountReceipt")


async def search_tokens(ctx: Context, unit: Unit, message: SearchTokens) -> SearchTokensAnswer:
    """Return the tokens that are not deleted; without an account and a requestor there is nothing to look for."""
    if message.tokenRequestorId is not None:
        await requestors.known(unit, message.tokenRequestorId)
        requestors.check_caller(ctx, message.tokenRequestorId)
    tokens = await _candidates(ctx, unit, message)
    theirs = requestors.bound(ctx)
    shown = [await _found(unit, token) for token in tokens if _is_sought(token, message) and theirs in {None, token.requestor}]
    return SearchTokensAnswer(responseHost=answering_host(ctx), responseId=message.requestId, tokens=shown)


async def _candidates(ctx: Context, unit: Unit, message: SearchTokens) -> list[Token]:
    if message.fundingAccountInfo is not None:
        card = await _card(ctx, unit, message.fundingAccountInfo, requestor=message.tokenRequestorId)
        return await unit.tokens.of_card(card.reference) if card else []
    if message.tokenRequestorId is None:
        raise InvalidField(INFO, "missing")
    newest_first = [token async for token in _all(unit)]
    return newest_first[::-1]


async def _all(unit: Unit) -> AsyncIterator[Token]:
    before, after = LATEST, ""
    while page := await unit.tokens.newest(most=PAGE, before=before, after=after):
        for token in page:
            yield token
        before, after = micros(page[-1].created_at), page[-1].reference


def _is_sought(token: Token, message: SearchTokens) -> bool:
    of_requestor = message.tokenRequestorId in {None, token.requestor}
    return of_requestor and token.state is not State.DELETED and token.network is Network.MASTERCARD


async def _card(ctx: Context, unit: Unit, info: SoughtAccount, *, requestor: str | None) -> Card | None:
    """Return the card that is meant; None when no card has that number."""
    if sum(getattr(info, way) is not None for way in REFERENCES) > 1:
        raise InvalidField(INFO)
    number = _number(info)
    if info.tokenUniqueReference is not None:
        card = await card_of(unit, await own_token(unit, info.tokenUniqueReference, requestor=requestor))
        return card if card.pan.reveal().startswith(number) else None
    if info.panUniqueReference is not None:
        return await card_named(unit, info.panUniqueReference)
    if info.pushAccountReceipt is not None:
        return await _pushed_card(ctx, unit, info.pushAccountReceipt, requestor=requestor)
    if len(number) < SHORTEST_NUMBER:
        raise InvalidField(f"{CARD}.accountNumber", "length" if number else "missing")
    return await unit.cards.by_pan(Pan(number))


async def _pushed_card(ctx: Context, unit: Unit, receipt_id: str, *, requestor: str | None) -> Card:
    if requestor is None:
        raise InvalidField("tokenRequestorId", "missing")
    return await card_named(unit, (await receipts.look_up(ctx, unit, receipt_id, requestor=requestor)).card)


def _number(info: SoughtAccount) -> str:
    card = info.encryptedPayload and info.encryptedPayload.encryptedData.cardAccountData
    return (card and card.accountNumber) or ""


async def _found(unit: Unit, token: Token) -> FoundToken:
    product, info = await products.shown(unit, token, await card_of(unit, token))
    return FoundToken(
        tokenUniqueReference=token.reference,
        status=statuses.STATUSES[token.state],
        suspendedBy=statuses.suspended_by(token),
        statusTimestamp=timestamps.written(token.changed_at),
        productConfig=product,
        tokenInfo=info,
    )
