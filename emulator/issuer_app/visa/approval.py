"""Whether a card may have a Visa token: the issuer's rules, one row each, the first that applies decides."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from ..rules import Rule, always, ends_in, first, is_unknown, is_unusable
from ..storage.cards import expires_as
from ..storage.models import VirtualCard
from .schemas import ApproveProvisioning, CardAndToken

ActionCode = Literal["00", "85", "05"]
APPROVE: Final[ActionCode] = "00"
VERIFY: Final[ActionCode] = "85"
DECLINE: Final[ActionCode] = "05"

# How Visa says that a card came from its issuer's own app.
PUSHED: Final = "MOBILE_BANKING_APP"
# A card with this many active tokens is looked at more closely.
MANY_TOKENS: Final = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A card that is to have a token; `card` is None when we have no such card."""

    card: VirtualCard | None
    message: ApproveProvisioning
    opened: CardAndToken
    today: date


def _expires_otherwise(case: Case) -> bool:
    told = case.opened.cardholderInfo.expirationDate
    return case.card is not None and told is not None and not expires_as(case.card, told.month, told.year[2:])


def _is_unproven(case: Case) -> bool:
    # A card that came from this app has no security code, and its owner was known to the app.
    return case.message.cvv2ResultsCode != "M" and case.message.panSource != PUSHED


RULES: Final[tuple[Rule[Case, ActionCode], ...]] = (
    Rule("unknown_card", DECLINE, is_unknown),
    Rule("card_not_usable", DECLINE, is_unusable),
    Rule("another_expiry", DECLINE, _expires_otherwise),
    Rule("number_ends_in_8", DECLINE, ends_in("8")),
    Rule("number_ends_in_9", VERIFY, ends_in("9")),
    Rule("no_security_code", VERIFY, _is_unproven),
    Rule("many_tokens", VERIFY, lambda case: case.opened.tokenInfo.numberOfActiveTokensForPAN >= MANY_TOKENS),
    Rule("all_is_well", APPROVE, always),
)


def decide(case: Case) -> Rule[Case, ActionCode]:
    """Return the first rule that applies."""
    return first(RULES, case)
