"""A token that a requestor wants: of which card, and what it says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from emulator.core.context import Context
from emulator.crypto.diagnosis import recognise
from emulator.crypto.payloads.visa import opc_mistakes
from emulator.crypto.payloads.visa.opc import Wallet
from emulator.crypto.payloads.visa.opc_mistakes import CardCase
from emulator.domain.cards import Expiry
from emulator.domain.decisions import Decision, decide, magic_of
from emulator.domain.errors import ExpiredCard, IneligibleCard, InvalidField, InvalidPan, MissingExpiry
from emulator.domain.pan import Network, Pan, passes_luhn
from emulator.domain.parties import Issuer, Requestor
from emulator.providers.vts import requestors
from emulator.providers.vts.reasons import Declined, VerificationFailed
from emulator.providers.vts.token_service.schemas.cards import CardToTokenize, Circumstances, EnrollPan
from emulator.providers.vts.token_service.schemas.tokens import NewToken, Provision, ProvisionEnrolled
from emulator.storage.unit import Unit

CARD: Final = "encPaymentInstrument"
NUMBER: Final = f"{CARD}/accountNumber"
CODE: Final = f"{CARD}/cvv2"
PUSHED: Final = "ISSUER_PUSH_PROVISION"
BY_HAND: Final = "MANUALLYENTERED"

# A security code that is always wrong (our own choice: nobody publishes one).
WRONG_CODE: Final = "000"
# Outcomes of a number that show already when the card is enrolled.
NOT_ENROLLED: Final = (IneligibleCard, InvalidPan)

# What is kept of a request: no address in clear, no code, nothing of the card.
KEPT: Final = frozenset(
    {
        "clientAppID",
        "clientWalletAccountID",
        "clientWalletAccountEmailAddressHash",
        "clientDeviceID",
        "locale",
        "consumerEntryMode",
        "panSource",
        "presentationType",
        "protectionType",
        "accountType",
        "ip4address",
        "location",
        "locationSource",
    }
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `said` is what the requestor said, by the wire's own names; `code` the card's security code.

    `vouched` says whether an issuer that pushed the card has verified its holder; None where nobody pushed it.
    """

    requestor: Requestor
    pan: Pan
    expiry: Expiry
    holder: str | None = None
    code: str | None = field(default=None, repr=False)
    said: Mapping[str, Any] = field(default_factory=dict)
    vouched: bool | None = None


async def of_card(ctx: Context, unit: Unit, message: Provision) -> Wish:
    """Return the wish for a token of a card that came with the request.

    Raises:
        InvalidField: its number has a wrong check digit, or something is missing.
        Declined: an issuer pushed it to another wallet than this one.
    """
    requestor = await requestors.calling(ctx, unit)
    card = message.encPaymentInstrument
    pushed = message.panSource == PUSHED
    if pushed:
        _check_wallet(ctx, message, _wallet(requestor, message))
    return Wish(
        requestor=requestor,
        pan=number_of(card),
        expiry=expiry_of(card),
        holder=card.name,
        code=code_of(message, card),
        said=said_in(message),
        vouched=bool(card.provider and card.provider.isIDnV) if pushed else None,
    )


async def of_enrolled(ctx: Context, unit: Unit, message: ProvisionEnrolled) -> Wish:
    """Return the wish for a token of a card that is enrolled.

    Raises:
        UnknownCard: there is none of this id.
        MissingExpiry: the card has none.
    """
    requestor = await requestors.calling(ctx, unit)
    card = await requestors.card_named(unit, message.vPanEnrollmentID)
    if card.expiry is None:
        raise MissingExpiry("the card has no expiry date")
    return Wish(requestor, card.pan, card.expiry, card.holder, said=said_in(message))


async def issuer_of_eligible(ctx: Context, unit: Unit, wish: Wish) -> Issuer:
    """Return the issuer of a card that may have tokens.

    Raises:
        IneligibleCard: no Visa card, or in no issuer's account range.
        ExpiredCard: its last month is over, in the world's time.
        VerificationFailed: its security code is wrong.
    """
    issuer = await unit.parties.issuer_of(wish.pan)
    if issuer is None or wish.pan.network is not Network.VISA:
        raise IneligibleCard("no Visa issuer's account range holds this card")
    if wish.expiry.passed(ctx.now.date()):
        raise ExpiredCard("the card's last month is over")
    if wish.code == WRONG_CODE:
        raise VerificationFailed("the security code is wrong")
    return issuer


def refuse_unfit(pan: Pan) -> None:
    """Refuse a number that cannot even be enrolled. Raises what it stands for."""
    row = magic_of(pan)
    if row.refusal in NOT_ENROLLED:
        decide(pan)


def downgraded(wish: Wish, decision: Decision) -> Decision:
    """Return the decision about a pushed card: an issuer that does not vouch for its holder wants it verified."""
    return Decision.REQUIRE_AUTHENTICATION if decision is Decision.APPROVED and wish.vouched is False else decision


def number_of(card: CardToTokenize) -> Pan:
    """Return the number of a card.

    Raises:
        InvalidField: its check digit is wrong.
    """
    if not passes_luhn(card.accountNumber):
        raise InvalidField(NUMBER, "the check digit is wrong")
    return Pan(card.accountNumber)


def expiry_of(card: CardToTokenize) -> Expiry:
    """Return a card's last month."""
    return Expiry(int(card.expirationDate.year), int(card.expirationDate.month))


def code_of(message: EnrollPan | Provision, card: CardToTokenize) -> str | None:
    """Return the card's security code, wherever it stands.

    Raises:
        InvalidField: there is none, and the card was put in by hand.
    """
    code = card.cvv2 or next((item.value for item in message.encRiskDataInfo or () if item.name == "cvv2"), None)
    if code is None and message.panSource == BY_HAND:
        raise InvalidField(CODE, "missing")
    return code


def said_in(message: Circumstances) -> dict[str, Any]:
    """Return what is kept of what a requestor says."""
    said = message.model_dump(mode="json", include=set(KEPT), exclude_none=True)
    terms = message.termsAndConditions
    return {**said, **({"termsAndConditionsID": terms.id} if terms and terms.id else {})}


def _wallet(requestor: Requestor, message: NewToken) -> Wallet:
    return Wallet(
        requestor_id=requestor.id,
        account_id=message.clientWalletAccountID or "",
        device_id=message.clientDeviceID or "",
        app_id=message.clientAppID,
    )


def _check_wallet(ctx: Context, message: Provision, wallet: Wallet) -> None:
    plaintext = message.encPaymentInstrument.model_dump_json(exclude_none=True).encode()
    case = CardCase(plaintext, wallet, opc_mistakes.REQUESTORS)
    if finding := recognise(case, opc_mistakes.CATALOGUE, check=opc_mistakes.CHECK):
        # The request is looked at once before the issuer is asked, and once after.
        ctx.findings[:] = [*(one for one in ctx.findings if one != finding), finding]
        raise Declined("the card was made for another wallet")
