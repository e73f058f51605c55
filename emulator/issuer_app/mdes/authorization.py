"""Whether a card may be tokenized: the issuer's rules, one row each, the first that applies decides."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from ..rules import Rule, always, ends_in, first, is_unknown, is_unusable
from ..storage.models import VirtualCard
from .answering import sealed
from .schemas import ActivationMethod, Authorization, AuthorizeService, IssuersAccount

Decision = Literal["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"]

# A card with this many active tokens is looked at more closely.
MANY_TOKENS: Final = 5
LOWEST_SCORE: Final = "1"


@dataclass(frozen=True, slots=True)
class Case:
    """A card that is to be tokenized; `card` is None when we have no such card."""

    card: VirtualCard | None
    message: AuthorizeService
    today: date


def _is_doubted(case: Case) -> bool:
    told = case.message.walletProviderDecisioningInfo
    return told is not None and (
        told.recommendedDecision == "REQUIRE_ADDITIONAL_AUTHENTICATION" or LOWEST_SCORE in (told.deviceScore, told.accountScore)
    )


RULES: Final[tuple[Rule[Case, Decision], ...]] = (
    Rule("unknown_card", "DECLINED", is_unknown),
    Rule("card_not_usable", "DECLINED", is_unusable),
    Rule("number_ends_in_8", "DECLINED", ends_in("8")),
    Rule("wallet_declines", "DECLINED", lambda case: _recommended(case) == "DECLINED"),
    Rule("number_ends_in_9", "REQUIRE_ADDITIONAL_AUTHENTICATION", ends_in("9")),
    Rule("wallet_doubts", "REQUIRE_ADDITIONAL_AUTHENTICATION", _is_doubted),
    Rule("many_tokens", "REQUIRE_ADDITIONAL_AUTHENTICATION", lambda case: int(case.message.activeTokenCount) >= MANY_TOKENS),
    Rule("all_is_well", "APPROVED", always),
)

# A card whose number ends so pays for public transport here.
TRANSIT_DIGIT: Final = "7"
CITY: Final = "EXAMPLETOWN"


def decide(case: Case) -> Rule[Case, Decision]:
    """Return the first rule that applies."""
    return first(RULES, case)


def answer(case: Case, rule: Rule[Case, Decision], sealing: FieldLevelEncryptionConfig) -> Authorization:
    """Write the decision as MDES reads it; ways to verify the cardholder come with the wish to do so."""
    if case.card is None or rule.outcome == "DECLINED":
        return Authorization(responseId=case.message.requestId, decision=rule.outcome)
    return Authorization(
        responseId=case.message.requestId,
        decision=rule.outcome,
        services=[str(name) for name in case.message.services],
        activationMethods=methods_for(case.card) if rule.outcome == "REQUIRE_ADDITIONAL_AUTHENTICATION" else None,
        tcis=[CITY] if case.card.last4.endswith(TRANSIT_DIGIT) else None,
        encryptedPayload=sealed(IssuersAccount(alternateAccountIdentifier=f"ACCOUNT-{case.card.account_id:09d}"), sealing),
    )


def methods_for(card: VirtualCard) -> list[ActivationMethod]:
    """Return the ways to verify a card's owner: a masked address for codes, the app, and somebody to call."""
    email = card.account.user.email if card.account.user else "unknown@example.org"
    return [
        ActivationMethod(type="EMAIL_TO_CARDHOLDER_ADDRESS", value=f"{email[0]}***@{email.rpartition('@')[2]}"[:64]),
        ActivationMethod(type="CARDHOLDER_TO_USE_MOBILE_APP", value="issuer-app"),
        ActivationMethod(type="CARDHOLDER_TO_CALL_MANNED_NUMBER", value="1-800-555-0100"),
    ]


def _recommended(case: Case) -> str | None:
    told = case.message.walletProviderDecisioningInfo
    return told.recommendedDecision if told else None
