"""What issuers ask of Visa: a token changed, or everything that is known of a card's tokens."""

from collections.abc import Mapping
from typing import Final, Literal

from emulator.core.context import Context
from emulator.core.message import Fields
from emulator.core.provisioning import NewAccount, card_of, codes, replace_pan, token_to_change
from emulator.domain.cards import Expiry
from emulator.domain.codes import Purpose
from emulator.domain.errors import ForeignToken, InvalidField, UnknownCard, UnknownToken
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import Action, Actor, Cause, Token
from emulator.providers.vts import methods, moves, statuses
from emulator.providers.vts.issuer.schemas import Changed, Inquiry, LifeCycle, Ping, Pong, TokenKnown, TokensKnown
from emulator.providers.vts.issuer.schemas.updates import NamesToken
from emulator.providers.vts.issuer.service.accounts import ASSURANCE
from emulator.providers.vts.records import pans, provisionings
from emulator.providers.vts.sealing import credential_of
from emulator.storage.unit import Unit

# The words of operations are our own choice: only the member's name is published.
ACTIONS: Final[Mapping[str, Action]] = {
    "ACTIVATE": Action.ACTIVATE,
    "SUSPEND": Action.SUSPEND,
    "RESUME": Action.RESUME,
    "DEACTIVATE": Action.DELETE,
}
ENTITIES: Final[Mapping[Actor, Literal["ISSUER", "TOKEN_REQUESTOR", "CARDHOLDER", "VISA"]]] = {
    Actor.ISSUER: "ISSUER",
    Actor.REQUESTOR: "TOKEN_REQUESTOR",
    Actor.CARDHOLDER: "CARDHOLDER",
    Actor.NETWORK: "VISA",
}
REISSUE: Final = "UPDATE"
# The secret of a credential that speaks for one issuer only.
ISSUER: Final = "issuer"


async def ping(_ctx: Context, _unit: Unit, _message: Ping) -> Pong:
    """Say that Visa is there."""
    return Pong(status="SUCCESS")


async def life_cycle(ctx: Context, unit: Unit, message: LifeCycle) -> Changed:
    """Change a token on the issuer's behalf; a token that the issuer suspended is resumed by nobody else."""
    token = await token_to_change(unit, (await _named(ctx, unit, message)).reference)
    if message.operationType == REISSUE:
        return await _reissued(ctx, unit, token, message=message)
    action = ACTIONS[message.operationType]
    # An issuer that activates has verified its cardholder itself, as its call centre does.
    code = moves.BY_CALL if action is Action.ACTIVATE else message.messageReasonCode
    cause = Cause(Actor.ISSUER, code, message.requestReason)
    changed = await moves.moved(ctx, unit, token, action=action, cause=cause)
    return Changed(requestID=message.requestID, status="SUCCESS", tokenState=statuses.FOR_ISSUERS[changed.state])


async def _reissued(ctx: Context, unit: Unit, token: Token, *, message: LifeCycle) -> Changed:
    """Put the card behind a token on a new number or expiry: its account stays, and so do its tokens."""
    new = message.cardholderInfo
    if new is None:
        raise InvalidField("cardholderInfo", "missing")
    pan = Pan(new.primaryAccountNumber) if new.primaryAccountNumber else None
    expiry = Expiry(int(new.expirationDate.year), int(new.expirationDate.month)) if new.expirationDate else None
    cause = Cause(Actor.ISSUER, message.messageReasonCode, message.requestReason)
    await replace_pan(ctx, unit, await card_of(unit, token), account=NewAccount(pan, expiry), cause=cause)
    return Changed(requestID=message.requestID, status="SUCCESS", tokenState=statuses.FOR_ISSUERS[token.state])


async def inquiry(ctx: Context, unit: Unit, message: Inquiry) -> TokensKnown:
    """Return what is known of one token, or of all tokens of a card."""
    tokens = await _of_card(ctx, unit, message) if _is_about_card(message) else [await _named(ctx, unit, message)]
    return TokensKnown(requestID=message.requestID, tokens=[await _known(ctx, unit, token) for token in tokens])


async def asked_about(ctx: Context, unit: Unit, token: Token) -> Fields | None:
    """Return how an issuer asks about a token of the vault."""
    if token.network is not Network.VISA:
        return None
    return {"operatorID": "emulator", "tokenReferenceID": (await provisionings.of_token(ctx, unit, token)).token_reference_id}


def _is_about_card(message: NamesToken) -> bool:
    return message.panReferenceID is not None and message.tokenReferenceID is None and message.token is None


async def _of_card(ctx: Context, unit: Unit, message: NamesToken) -> list[Token]:
    reference = await pans.card_of(unit, f"{message.panReferenceID}")
    if reference is None:
        raise UnknownCard(f"{message.panReferenceID}")
    tokens = await unit.tokens.of_card(reference)
    sought = [token for token in tokens if message.tokenRequestorID in {None, token.requestor}]
    for token in sought:
        await _check_issuer(ctx, unit, token)
    return sought


async def _named(ctx: Context, unit: Unit, message: NamesToken) -> Token:
    """Return the token that an issuer means.

    Raises:
        InvalidField: it names none.
        UnknownToken: there is no such Visa token.
        ForeignToken: it is a token of another issuer's card.
    """
    token: Token | None = None
    if message.tokenReferenceID is not None:
        reference = await provisionings.token_named(unit, message.tokenReferenceID)
        token = await unit.tokens.get(reference) if reference else None
    elif message.token is not None:
        token = await unit.tokens.by_number(Pan(message.token))
    else:
        raise InvalidField("tokenReferenceID", "missing")
    if token is None or token.network is not Network.VISA or message.tokenRequestorID not in {None, token.requestor}:
        raise UnknownToken("no token has this name")
    await _check_issuer(ctx, unit, token)
    return token


async def _check_issuer(ctx: Context, unit: Unit, token: Token) -> None:
    theirs = credential_of(ctx).secrets.get(ISSUER)
    if theirs not in {None, (await card_of(unit, token)).issuer}:
        raise ForeignToken(token.reference)


async def _known(ctx: Context, unit: Unit, token: Token) -> TokenKnown:
    record = await provisionings.of_token(ctx, unit, token)
    history = await unit.tokens.history(token.reference)
    code = await codes.current(unit, token.reference, Purpose.ACTIVATION)
    return TokenKnown(
        tokenReferenceID=record.token_reference_id,
        tokenRequestorID=token.requestor,
        token=token.number.reveal(),
        tokenAssuranceLevel=ASSURANCE,
        tokenState=statuses.FOR_ISSUERS[token.state],
        entityOfLastAction=ENTITIES[history[-1].cause.by] if history else "VISA",
        numberOfOTPsSent=record.sends,
        numberOfOTPAttempts=methods.TERMS.attempts - code.left if code else 0,
        lastFourOfPAN=(await card_of(unit, token)).pan.suffix,
    )
