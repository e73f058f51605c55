"""Another number or expiry for a card, or another look: of one token, or of all tokens of the card."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import NewAccount, card_of, remap, replace_pan
from emulator.domain.cards import Expiry
from emulator.domain.errors import IllegalTransition, InvalidField, UnknownToken
from emulator.domain.pan import Pan
from emulator.domain.tokens import Actor, Alteration, Audience, Cause, Token, TokenAltered
from emulator.providers.mdes.customer_service.schemas import FutureAccount, PresentAccount, TokenUpdate, TokenUpdated
from emulator.providers.mdes.customer_service.schemas.update import CommentedTokens, TokenChanges, UpdatedTokens
from emulator.providers.mdes.customer_service.service import conditions, notes, own
from emulator.providers.mdes.customer_service.service.search import of_pan
from emulator.providers.mdes.customer_service.service.standing import LIVING
from emulator.providers.mdes.reasons import Refusal
from emulator.providers.mdes.records import details
from emulator.storage.unit import Unit

TELL_THE_WALLET: Final = "0"
PRODUCT: Final = "IssuerProductConfigurationId"
# What the encrypted member takes the place of.
NUMBERS: Final = ("CurrentAccountPan", "NewAccountPan", "ExpirationDate", "AccountPanSequenceNumber")


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked for, in whichever members it was said: one token or all of a card, its new account or its new look."""

    call: TokenChanges
    reference: str | None
    present: PresentAccount
    future: FutureAccount

    @property
    def cause(self) -> Cause:
        """Who wants it, and why."""
        return Cause(Actor.ISSUER, text=self.call.CommentText)

    @property
    def audience(self) -> Audience:
        """Who is told."""
        return Audience.ALL if self.call.UpdateWalletProviderIndicator == TELL_THE_WALLET else Audience.ISSUER


async def token_update(ctx: Context, unit: Unit, message: TokenUpdate) -> TokenUpdated:
    """Change the account behind living tokens, or how they look; their numbers, references and PAR stay.

    Raises:
        Refusal: which tokens are meant, or what is new, is said in two ways, or in none.
        UnknownToken: the caller has no such token.
        IllegalTransition: none of the tokens is living.
        IneligibleCard: the new number lies in another account range.
        InvalidField: the new number belongs to another account, or the new expiry has passed.
    """
    change = read(message.TokenUpdateRequest)
    tokens = await _meant(ctx, unit, change)
    looks = change.call.IssuerProductConfigurationId is not None
    changed = await (_look(ctx, unit, change, tokens=tokens) if looks else _account(ctx, unit, change, tokens=tokens))
    told = [await notes.keep(ctx, unit, token, call=change.call) for token in changed]
    return TokenUpdated(TokenUpdateResponse=UpdatedTokens(Tokens=CommentedTokens(Token=told)))


def read(call: TokenChanges) -> Change:
    """Return what a call asks for, encrypted or not.

    Raises:
        Refusal: something is said in two ways, or in none.
    """
    change = _opened(call)
    if call.TokenUniqueReference is not None and change.present.AccountPan is not None:
        raise Refusal(conditions.TOO_MUCH, member="CurrentAccountPan")
    if call.TokenUniqueReference is None and change.present.AccountPan is None:
        raise Refusal(conditions.TOO_LITTLE, member="TokenUniqueReference")
    has_account = any(value is not None for value in change.future.model_dump().values())
    if has_account and call.IssuerProductConfigurationId is not None:
        raise Refusal(conditions.TOO_MUCH, member=PRODUCT)
    if not has_account and call.IssuerProductConfigurationId is None:
        raise Refusal(conditions.TOO_LITTLE, member="NewAccountPan")
    return change


def _opened(call: TokenChanges) -> Change:
    if call.EncryptedAccountInformation is None:
        future = FutureAccount(
            AccountPan=call.NewAccountPan,
            AccountPanSequenceNumber=call.AccountPanSequenceNumber,
            ExpirationDate=call.ExpirationDate,
        )
        return Change(call, call.TokenUniqueReference, PresentAccount(AccountPan=call.CurrentAccountPan), future)
    if doubled := next((name for name in NUMBERS if getattr(call, name) is not None), None):
        raise Refusal(conditions.TOO_MUCH, member=doubled)
    opened = call.EncryptedAccountInformation.EncryptedData
    return Change(call, call.TokenUniqueReference, opened.CurrentAccount or PresentAccount(), opened.NewAccount or FutureAccount())


async def _meant(ctx: Context, unit: Unit, change: Change) -> list[Token]:
    """Return the living tokens that are meant; nobody else changes them until the unit ends."""
    if change.reference is not None:
        known = [await own.token_to_change(ctx, unit, change.reference)]
    else:
        found = await of_pan(unit, f"{change.present.AccountPan}")
        known = [await own.token_to_change(ctx, unit, token.reference) for token in found if await own.sees(ctx, unit, token)]
    if not known:
        raise UnknownToken("the card has no token")
    living = [token for token in known if token.state in LIVING]
    if not living:
        raise IllegalTransition(known[0].state, "be updated")
    return living


async def _account(ctx: Context, unit: Unit, change: Change, *, tokens: list[Token]) -> list[Token]:
    changed = await _renumbered(ctx, unit, change, tokens=tokens)
    if sequence := change.future.AccountPanSequenceNumber:
        for token in changed:
            said = await details.of_token(unit, token.reference)
            await details.keep(unit, replace(said, sequence_number=sequence))
    return changed


async def _renumbered(ctx: Context, unit: Unit, change: Change, *, tokens: list[Token]) -> list[Token]:
    number, expiry = change.future.AccountPan, _expiry(change.future.ExpirationDate, today=ctx.now.date())
    if number is None and expiry is None:
        for token in tokens:
            await _tell(ctx, unit, change, altered=TokenAltered(Alteration.ACCOUNT, token, change.cause, change.audience))
        return tokens
    account = NewAccount(Pan(number) if number else None, expiry, change.audience)
    try:
        if change.reference is not None and number is not None:
            return [await remap(ctx, unit, tokens[0], account=account, cause=change.cause)]
        # A card has one expiry, so a new one is that of all its tokens.
        card = await card_of(unit, tokens[0])
        return await replace_pan(ctx, unit, card, account=account, cause=change.cause)
    except InvalidField:
        raise InvalidField("NewAccountPan") from None


async def _look(ctx: Context, unit: Unit, change: Change, *, tokens: list[Token]) -> list[Token]:
    for token in tokens:
        said = await details.of_token(unit, token.reference)
        await details.keep(unit, replace(said, product_configuration=change.call.IssuerProductConfigurationId))
        await _tell(ctx, unit, change, altered=TokenAltered(Alteration.DETAILS, token, change.cause, change.audience))
    return tokens


async def _tell(ctx: Context, unit: Unit, change: Change, *, altered: TokenAltered) -> None:
    await unit.tokens.record(altered.token, change.cause, before=altered.token.state, at=ctx.now)
    await unit.emit(altered)


def _expiry(text: str | None, *, today: date) -> Expiry | None:
    if text is None:
        return None
    expiry = Expiry.of(text[:2], text[2:])
    if expiry.passed(today):
        raise InvalidField("ExpirationDate")
    return expiry
