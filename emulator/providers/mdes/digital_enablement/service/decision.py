"""Whether an account gets a token: is it eligible, what does its number decide, and does the issuer vouch for it."""

from typing import Final

from emulator.core.context import Context
from emulator.crypto.payloads import mastercard_tav, mastercard_tav_mistakes
from emulator.domain.decisions import Decision, decide
from emulator.domain.errors import ExpiredCard, IncorrectTav, IneligibleCard
from emulator.domain.pan import Network
from emulator.domain.parties import Issuer
from emulator.providers.mdes.digital_enablement.service.accounts import Account
from emulator.providers.mdes.digital_enablement.service.wishes import Wish, heard
from emulator.storage.unit import Unit

# A refused signature is tried on this many of the newest cards: it may have been made for another of them.
MIXED_UP: Final = 50
# Later than every moment that a row can hold, in microseconds.
LATEST: Final = 2**62


async def decided(ctx: Context, unit: Unit, wish: Wish) -> Decision:
    """Return the issuer's decision where it was asked and answered, else the network's own.

    A signature of the issuer over the card (TAV) makes a decision to authenticate the cardholder an approval.

    Raises:
        IneligibleCard: not a Mastercard, or in no issuer's account range.
        ExpiredCard: its last month is over, in the world's time.
        IncorrectTav: there is a TAV and it does not vouch for this card.
        DomainError: what the card's number stands for.
    """
    account = wish.account
    issuer = await issuer_of_eligible(ctx, unit, account)
    decision = heard(ctx).decision or decide(account.pan)
    if wish.vouched is None:
        return decision
    card = mastercard_tav.Card(
        pan=account.pan.reveal(), expiry=account.expiry.mmyy if account.expiry else "", token_unique_reference=wish.named_by
    )
    await check_tav(ctx, unit, wish.vouched, card=card, issuer=issuer)
    return Decision.APPROVED if decision is Decision.REQUIRE_AUTHENTICATION else decision


async def issuer_of_eligible(ctx: Context, unit: Unit, account: Account) -> Issuer:
    """Return the issuer of a card that may have tokens.

    Raises:
        IneligibleCard: not a Mastercard, or in no issuer's account range.
        ExpiredCard: its last month is over, in the world's time.
    """
    issuer = await unit.parties.issuer_of(account.pan)
    if issuer is None or account.pan.network is not Network.MASTERCARD:
        raise IneligibleCard("no Mastercard issuer's account range holds this card")
    if account.expiry and account.expiry.passed(ctx.now.date()):
        raise ExpiredCard("the card's last month is over")
    return issuer


async def check_tav(ctx: Context, unit: Unit, text: str, *, card: mastercard_tav.Card, issuer: Issuer) -> None:
    """Let a TAV pass that one of the issuer's keys has made for this card.

    Raises:
        IncorrectTav: it does not vouch for the card; the journal says why.
    """
    keys = {reference: ctx.keys.pair(reference).public_key for reference in issuer.tav_keys}
    try:
        mastercard_tav.verify(text, card, keys=keys, now=ctx.wall)
    except mastercard_tav.TavError as error:
        others = tuple(known.pan.reveal() for known in await unit.cards.newest(most=MIXED_UP, before=LATEST, after=""))
        ctx.findings.append(mastercard_tav_mistakes.explain(text, card, keys=keys, now=ctx.wall, other_pans=others))
        raise IncorrectTav(str(error)) from None
