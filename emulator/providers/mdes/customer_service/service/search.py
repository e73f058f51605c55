"""Looking for tokens: by one thing that is known of them, grouped by the cards behind them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.message import Fields
from emulator.core.provisioning import card_of
from emulator.domain.cards import Card
from emulator.domain.errors import UnknownToken
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import State, Token
from emulator.providers.mdes.customer_service.schemas import PresentAccount, Search, SearchAnswer
from emulator.providers.mdes.customer_service.schemas.search import (
    Findings,
    FoundAccount,
    FoundAccountList,
    FoundToken,
    FoundTokenList,
    SearchTerms,
)
from emulator.providers.mdes.customer_service.service import conditions, own
from emulator.providers.mdes.customer_service.service.shown import shown
from emulator.providers.mdes.customer_service.service.standing import STATUSES, TYPES, deleted_by_consumer, is_on_device
from emulator.providers.mdes.records import comments, digitizations
from emulator.providers.mdes.records.digitizations import Digitization
from emulator.storage.unit import Unit

SEALED: Final = "EncryptedAccountInformation"
SUFFIX_LENGTH: Final = 4
# Who looks, where nobody at an issuer does.
# Our own choice: who looks where nobody has logged in.
VIEWER: Final = {"UserId": "emulator", "UserName": "tsp-emulator", "Organization": "tsp-emulator"}

Find = Callable[[Unit, str], Awaitable[list[Token]]]


async def search(ctx: Context, unit: Unit, message: Search) -> SearchAnswer:
    """Return the tokens that are meant, deleted ones too unless they are left out.

    Raises:
        Refusal: what to look for is named in two ways, or in none.
        UnknownToken: nothing is found.
    """
    call = message.SearchRequest
    tokens = [token for token in await _meant(unit, call) if await own.sees(ctx, unit, token) and await _wanted(unit, token, call)]
    page = _page(sorted(tokens, key=lambda token: (token.created_at, token.reference)), call)
    if not page:
        raise UnknownToken("nothing is found")
    return SearchAnswer(SearchResponse=Findings(Accounts=FoundAccountList(Account=await _accounts(ctx, unit, page))))


async def asked_about(_ctx: Context, _unit: Unit, token: Token) -> Fields | None:
    """Return how an issuer asks about a token of the vault."""
    if token.network is not Network.MASTERCARD:
        return None
    return {"SearchRequest": {"TokenUniqueReference": token.reference, "AuditInfo": VIEWER}}


async def of_pan(unit: Unit, number: str) -> list[Token]:
    """Return the tokens of the card that has this number now."""
    card = await unit.cards.by_pan(Pan(number))
    return await unit.tokens.of_card(card.reference) if card else []


async def _meant(unit: Unit, call: SearchTerms) -> list[Token]:
    way = conditions.the_one(call, (*WAYS, SEALED))
    if call.EncryptedAccountInformation is None:
        return await WAYS[way](unit, getattr(call, way))
    present = call.EncryptedAccountInformation.EncryptedData.CurrentAccount or PresentAccount()
    sealed_way = conditions.the_one(present, SEALED_WAYS)
    return await SEALED_WAYS[sealed_way](unit, getattr(present, sealed_way))


async def _of_reference(unit: Unit, reference: str) -> list[Token]:
    return _found(await unit.tokens.get(reference))


async def _of_number(unit: Unit, number: str) -> list[Token]:
    return _found(await unit.tokens.by_number(Pan(number)))


async def _of_app(unit: Unit, app_instance: str) -> list[Token]:
    return await _of_records(unit, await digitizations.of_app_instance(unit, app_instance))


async def _of_alternate_account(unit: Unit, account: str) -> list[Token]:
    return await _of_records(unit, await digitizations.of_alternate_account(unit, account))


async def _of_comment(unit: Unit, comment_id: str) -> list[Token]:
    comment = await comments.get(unit, comment_id)
    return await _of_reference(unit, comment.token) if comment else []


async def _unknown_here(_unit: Unit, _number: str) -> list[Token]:
    return []


async def _of_records(unit: Unit, records: Iterable[Digitization]) -> list[Token]:
    return [token for record in records for token in await _of_reference(unit, record.token)]


def _found(token: Token | None) -> list[Token]:
    return [token] if token else []


WAYS: Final[Mapping[str, Find]] = {
    "AccountPan": of_pan,
    "TokenUniqueReference": _of_reference,
    "Token": _of_number,
    "PaymentAppInstanceId": _of_app,
    "CommentId": _of_comment,
    "AlternateAccountIdentifier": _of_alternate_account,
}
# The vault has neither accounts without a card, nor virtual cards.
SEALED_WAYS: Final[Mapping[str, Find]] = {
    "AccountPan": of_pan,
    "AlternateAccountIdentifier": _of_alternate_account,
    "Token": _of_number,
    "FinancialAccountId": _unknown_here,
    "VirtualCardNumber": _unknown_here,
}


async def _wanted(unit: Unit, token: Token, call: SearchTerms) -> bool:
    """Say whether a token passes the filters."""
    record = await digitizations.of_token(unit, token.reference)
    deleted = deleted_by_consumer(token, record, await unit.tokens.history(token.reference))
    return all(
        (
            call.ExcludeDeletedIndicator == "false" or token.state is not State.DELETED,
            call.TokenRequestorId in {None, token.requestor},
            call.TokenStatusCodes is None or STATUSES[token.state][0] in call.TokenStatusCodes,
            call.TokenTypes is None or TYPES[token.kind] in call.TokenTypes,
            call.IncludeDeviceTokensOnly == "false" or is_on_device(token, record),
            call.ExcludeTokensDeletedFromConsumerApp == "false" or not deleted,
        )
    )


def _page(tokens: list[Token], call: SearchTerms) -> list[Token]:
    if call.PageInfo is None:
        return tokens
    offset = int(call.PageInfo.Offset)
    return tokens[offset : offset + int(call.PageInfo.Limit)]


async def _accounts(ctx: Context, unit: Unit, tokens: Iterable[Token]) -> list[FoundAccount]:
    grouped: dict[str, tuple[Card, list[FoundToken]]] = {}
    for token in tokens:
        card = await card_of(unit, token)
        grouped.setdefault(card.reference, (card, []))[1].append(await shown(ctx, unit, token, card=card))
    return [await _account(unit, card, found) for card, found in grouped.values()]


async def _account(unit: Unit, card: Card, found: list[FoundToken]) -> FoundAccount:
    records = [await digitizations.of_token(unit, token.TokenUniqueReference) for token in found]
    names = [record.alternate_account for record in records if record and record.alternate_account]
    return FoundAccount(
        AccountPanSuffix=card.pan.suffix,
        AlternateAccountIdentifierSuffix=names[-1][-SUFFIX_LENGTH:] if names else None,
        ExpirationDate=card.expiry.mmyy if card.expiry else None,
        Tokens=FoundTokenList(Token=found),
    )
