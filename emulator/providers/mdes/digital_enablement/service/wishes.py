"""A token that a requestor wants, however it asks for it, and what becomes of the wish."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from emulator.core.context import Context
from emulator.core.provisioning import Order, enrol, issue
from emulator.core.provisioning.circumstances import Circumstances
from emulator.domain.cards import Card
from emulator.domain.codes import Channel, Method
from emulator.domain.decisions import Decision, magic_of
from emulator.domain.parties import Requestor
from emulator.domain.tokens import State, Token, TokenKind
from emulator.providers.mdes import methods, products
from emulator.providers.mdes.digital_enablement.schemas import AuthenticationMethod, DecisioningData, NewAccountData
from emulator.providers.mdes.digital_enablement.service.accounts import Account
from emulator.providers.mdes.issuer.service.activation import correlation
from emulator.providers.mdes.records import digitizations
from emulator.providers.mdes.records.digitizations import Digitization, MadeBy
from emulator.storage.unit import Unit

DECISIONS: Final[Mapping[Decision, Literal["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"]]] = {
    Decision.APPROVED: "APPROVED",
    Decision.DECLINED: "DECLINED",
    Decision.REQUIRE_AUTHENTICATION: "REQUIRE_ADDITIONAL_AUTHENTICATION",
}


@dataclass(frozen=True, slots=True)
class Home:
    """Where a token is to live: for device tokens the app, and the device in the wire's own names."""

    kind: TokenKind = TokenKind.CLOUD
    app_instance: str | None = None
    device: Mapping[str, Any] = field(default_factory=dict)
    terms: str | None = None
    terms_accepted_at: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: `given` is what the request said of the account, `named_by` the token that named it.

    `vouched` is the issuer's signature (TAV), `thoughts` what the requestor thinks of the cardholder.
    """

    account: Account
    requestor: Requestor
    home: Home = Home()
    given: NewAccountData | None = None
    named_by: str | None = None
    vouched: str | None = field(default=None, repr=False)
    thoughts: DecisioningData | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the issuer has said; without a decision the network's own rules decide.

    `ways` are those in which its cardholder can be verified, `correlation` is empty when nobody was asked.
    """

    decision: Decision | None = None
    ways: tuple[tuple[Channel, str], ...] = ()
    alternate_account: str | None = field(default=None, repr=False)
    transit: tuple[str, ...] = ()
    correlation: str = ""


def heard(ctx: Context) -> Verdict:
    """Return what was asked before this unit began."""
    return ctx.asked if isinstance(ctx.asked, Verdict) else Verdict()


async def fulfil(
    ctx: Context, unit: Unit, wish: Wish, *, decision: Decision, circumstances: Circumstances | None = None
) -> tuple[Token, Card]:
    """Make the token, and write down how it came about."""
    account = wish.account
    card = await enrol(ctx, unit, account.pan, expiry=account.expiry, holder=account.holder)
    order = Order(wish.requestor.id, wish.home.kind, decision, wish.requestor.wallet, circumstances)

    async def note(token: Token) -> None:
        await digitizations.add(unit, _record(ctx, wish, token, decision=decision))

    return await issue(ctx, unit, card, order=order, note=note), card


def methods_for(ctx: Context, wish: Wish) -> tuple[Method, ...]:
    """Return the ways to verify the cardholder: those of the card's number, else the issuer's, else the usual ones."""
    forced = magic_of(wish.account.pan).channels
    ways = heard(ctx).ways
    return methods.numbered(ways) if ways and not forced else methods.over(forced)


def shown(offered: tuple[Method, ...]) -> list[AuthenticationMethod]:
    """Return ways to verify the cardholder as a requestor reads them."""
    return [AuthenticationMethod(id=one.id, type=methods.SHOWN_TYPES[one.channel], value=one.address) for one in offered]


async def described(ctx: Context, unit: Unit, wish: Wish, *, token: Token, card: Card) -> dict[str, Any]:
    """Return what an answer says of a new token, whichever operation made it."""
    active = token.state is State.ACTIVE
    product, info = await products.shown(unit, token, card)
    return {
        "decision": DECISIONS[Decision.APPROVED if active else Decision.REQUIRE_AUTHENTICATION],
        "authenticationMethods": None if active else shown(methods_for(ctx, wish)),
        "tokenUniqueReference": token.reference,
        "panUniqueReference": card.reference,
        "productConfig": product,
        "tokenInfo": info,
    }


def _record(ctx: Context, wish: Wish, token: Token, *, decision: Decision) -> Digitization:
    verdict, home = heard(ctx), wish.home
    return Digitization(
        token=token.reference,
        correlation=verdict.correlation or correlation(ctx),
        requested_at=ctx.now,
        decision=decision,
        made_by=MadeBy.AUTHORIZATION if verdict.decision is decision else MadeBy.RULES,
        methods=methods_for(ctx, wish),
        app_instance=home.app_instance,
        alternate_account=verdict.alternate_account,
        device=home.device,
        language=wish.language,
        terms=home.terms,
        terms_accepted_at=home.terms_accepted_at,
        transit=verdict.transit,
    )
