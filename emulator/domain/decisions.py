"""What the network decides about a card when nobody else does: the table of magic numbers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from emulator.domain.errors import DomainError, IneligibleCard, InvalidPan, IssuerSilent, ProvisionFailed, TooManyTokens
from emulator.domain.pan import Pan


class Decision(StrEnum):
    """The network's word on a request to tokenize: the green, the yellow and the red path."""

    APPROVED = "APPROVED"
    REQUIRE_AUTHENTICATION = "REQUIRE_ADDITIONAL_AUTHENTICATION"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class Magic:
    """What a magic number does: a decision, or a refusal raised in its place."""

    code: str
    meaning: str
    decision: Decision = Decision.APPROVED
    refusal: type[DomainError] | None = None


APPROVE: Final = Magic("000", "approved")
REQUIRE: Final = Magic("085", "additional authentication required", Decision.REQUIRE_AUTHENTICATION)
DECLINE: Final = Magic("005", "declined by the issuer", Decision.DECLINED)
INELIGIBLE: Final = Magic("101", "card not eligible", refusal=IneligibleCard)
UNKNOWN_PAN: Final = Magic("102", "PAN not valid", refusal=InvalidPan)
TOO_MANY: Final = Magic("103", "too many tokens on this card", refusal=TooManyTokens)
FAILED: Final = Magic("104", "provisioning failed", refusal=ProvisionFailed)
SILENT: Final = Magic("191", "issuer does not answer", refusal=IssuerSilent)

# One scheme for all networks: digits 9 to 12 of a 16-digit PAN are MARKER, 13 to 15 the code, the last is Luhn's.
# 00, 85 and 05 are the action codes that issuers answer on the network (our own choice of scheme).
MARKER: Final = "7777"
MAGIC: Final = {row.code: row for row in (APPROVE, REQUIRE, DECLINE, INELIGIBLE, UNKNOWN_PAN, TOO_MANY, FAILED, SILENT)}

# Numbers that payment providers publish for Mastercard's test facility, with the outcome they publish.
PUBLISHED: Final = {
    "5204731600014784": APPROVE,
    "5204731600013711": APPROVE,
    "5186009200935811": APPROVE,
    "2222690420064590": APPROVE,
    "5120342233150747": APPROVE,
    "2223001850064564": INELIGIBLE,
    "5462970394839348": INELIGIBLE,
    "2223520127577835": INELIGIBLE,
    "5460126128200800": INELIGIBLE,
    "5207980000000102": INELIGIBLE,
    "5204731601950473": UNKNOWN_PAN,
    "5204731940398145": DECLINE,
    "5204731600000239": DECLINE,
    "5100000000000008": APPROVE,
    "5100000000000024": INELIGIBLE,
    "5100000000000032": DECLINE,
    "5100000000000040": UNKNOWN_PAN,
}


def magic_of(pan: Pan) -> Magic:
    """Return the row that this number stands for; an ordinary number is approved."""
    digits = pan.reveal()
    if row := PUBLISHED.get(digits):
        return row
    return MAGIC.get(digits[12:15], APPROVE) if digits[8:12] == MARKER else APPROVE


def decide(pan: Pan) -> Decision:
    """Return the network's decision for this number, or raise what its row says."""
    row = magic_of(pan)
    if row.refusal:
        raise row.refusal(row.meaning)
    return row.decision
