"""Mistakes in the card that comes out of a payload: its number, its expiry, and whether it is the one that the app has shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from emulator.crypto.causes import Caused
from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.domain.cards import Expiry
from emulator.domain.pan import Network, Pan, passes_luhn
from emulator.wallets.checks.case import Case, Check, Presented

CHECK: Final = "card"


class CardError(Caused):
    """The parts of a payload are no card; `cause` names what is wrong. No card number in the text."""


@dataclass(frozen=True)
class CardCase:
    """A card, and what is known of it: the session's network and suffix, the world's day, whether an issuer owns it."""

    card: Presented
    network: Network
    suffix: str
    today: date
    has_issuer: bool


def presented(number: str, mmyy: str, *, holder: str | None, vouched: bool) -> Presented:
    """Return the card that these texts say. Raises `CardError`."""
    try:
        return Presented(Pan(number), Expiry.of(mmyy[:2], mmyy[2:]), holder, vouched)
    except ValueError:
        raise CardError("the number is not 9 to 19 digits, or the expiry no month and year", cause="card_unreadable") from None


def explain(case: Case) -> Finding | None:
    """Name the first mistake in the card of a payload."""
    try:
        card = case.presented
    except CardError as error:
        return Finding(CHECK, error.cause, f"The card cannot be used: {error}.", "Write number and expiry as the form asks.")
    session = case.session
    known = CardCase(card, session.network, session.shown.suffix, case.now.date(), case.keys.issuer_of(card.pan) is not None)
    return recognise(known, CATALOGUE, check=CHECK)


def _when(wrong: Callable[[CardCase], bool], message: str) -> Callable[[CardCase], Evidence | None]:
    return lambda case: Evidence(message) if wrong(case) else None


def _network(case: CardCase) -> Evidence | None:
    found = case.card.pan.network
    wrong = found is not case.network
    return Evidence("The card is another network's.", expected=case.network, got=str(found or "none that is known")) if wrong else None


def _suffix(case: CardCase) -> Evidence | None:
    wrong = not case.card.pan.reveal().endswith(case.suffix)
    return (
        Evidence("The number ends otherwise than the app has said.", expected=case.suffix[:8], got=case.card.pan.suffix) if wrong else None
    )


def _expired(case: CardCase) -> Evidence | None:
    expiry = case.card.expiry
    wrong = expiry.passed(case.today)
    return Evidence("The card has expired.", expected=f"{case.today:%m/%y} or later", got=f"{expiry.mm}/{expiry.yy}") if wrong else None


CATALOGUE: Final[tuple[Mistake[CardCase], ...]] = (
    Mistake(
        "luhn_digit_wrong",
        _when(lambda case: not passes_luhn(case.card.pan.reveal()), "The last digit of the number is not its check digit."),
        "Send the whole card number; test numbers pass the check of ISO/IEC 7812-1 too.",
    ),
    Mistake(
        "card_of_another_network", _network, "Name the network of the card when the session is opened, and send that network's payload."
    ),
    Mistake("last_digits_differ", _suffix, "Send the card whose last digits the app has shown."),
    Mistake("card_expired", _expired, "Send a card that is still valid."),
    Mistake(
        "no_issuer_owns_the_card",
        _when(lambda case: not case.has_issuer, "The number lies in no issuer's account range."),
        "Register the issuer with its account ranges (/_emulator/parties).",
    ),
)

CARD: Final = Check(CHECK, explain)
