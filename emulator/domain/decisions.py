"""What the network decides about a card when nobody else does: the table of magic numbers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from emulator.domain.codes import Channel
from emulator.domain.errors import (
    DomainError,
    IneligibleCard,
    IneligibleDevice,
    IneligiblePair,
    InvalidPan,
    IssuerSilent,
    ProvisionFailed,
    TooManyTokens,
    Unavailable,
)
from emulator.domain.pan import Pan


class Decision(StrEnum):
    """The network's word on a request to tokenize: the green, the yellow and the red path."""

    APPROVED = "APPROVED"
    REQUIRE_AUTHENTICATION = "REQUIRE_ADDITIONAL_AUTHENTICATION"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class Magic:
    """What a magic number does: a decision, or a refusal raised in its place.

    `channels` are the only ways to verify the cardholder (none named: the usual ones), `delay` the seconds that the
    answer takes, `suspected` says that every payment with its tokens arouses suspicion.
    """

    code: str
    meaning: str
    decision: Decision = Decision.APPROVED
    refusal: type[DomainError] | None = None
    channels: tuple[Channel, ...] = ()
    delay: float = 0.0
    suspected: bool = False


APPROVE: Final = Magic("000", "approved")
REQUIRE: Final = Magic("085", "additional authentication required", Decision.REQUIRE_AUTHENTICATION)
DECLINE: Final = Magic("005", "declined by the issuer", Decision.DECLINED)
INELIGIBLE: Final = Magic("101", "card not eligible", refusal=IneligibleCard)
UNKNOWN_PAN: Final = Magic("102", "PAN not valid", refusal=InvalidPan)
TOO_MANY: Final = Magic("103", "too many tokens on this card", refusal=TooManyTokens)
FAILED: Final = Magic("104", "provisioning failed", refusal=ProvisionFailed)
DEVICE: Final = Magic("105", "device not eligible", refusal=IneligibleDevice)
PAIR: Final = Magic("106", "card not eligible for this device", refusal=IneligiblePair)
BROKEN: Final = Magic("107", "the service fails", refusal=Unavailable)
SILENT: Final = Magic("191", "issuer does not answer", refusal=IssuerSilent)
SLOW: Final = Magic("190", "approved after three seconds", delay=3.0)
# Mastercard's own client waits 30 seconds for an answer (package mastercard_api_core).
LATE: Final = Magic("192", "approved after forty seconds, when clients have gone", delay=40.0)
SUSPECTED: Final = Magic("301", "approved; every payment arouses suspicion", suspected=True)

VERIFIED_BY: Final = tuple(
    Magic(code, f"additional authentication required, by {words} alone", Decision.REQUIRE_AUTHENTICATION, channels=(channel,))
    for code, channel, words in (
        ("201", Channel.TEXT, "text message"),
        ("202", Channel.EMAIL, "e-mail"),
        ("203", Channel.AUTOMATED_LINE, "a call to an automated line"),
        ("204", Channel.AGENT, "a call to an agent"),
        ("205", Channel.WEBSITE, "a website"),
        ("206", Channel.APP, "the issuer's app"),
        ("207", Channel.CALL, "a call from the issuer"),
    )
)

# One scheme for all networks: digits 9 to 12 of a 16-digit PAN are MARKER, 13 to 15 the code, the last is Luhn's.
# 00, 85 and 05 are the action codes that issuers answer on the network (our own choice of scheme).
MARKER: Final = "7777"
_REFUSED: Final = (INELIGIBLE, UNKNOWN_PAN, TOO_MANY, FAILED, DEVICE, PAIR, BROKEN)
MAGIC: Final = {row.code: row for row in (APPROVE, REQUIRE, DECLINE, *_REFUSED, SLOW, SILENT, LATE, *VERIFIED_BY, SUSPECTED)}

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
