"""Evidence: one case at a time, told by its reason (docs.stripe.com/issuing/purchases/disputes).

What a network wants to read of each reason is published for people; which members a submission needs is our own choice.
"""

from collections.abc import Mapping
from typing import Final

from emulator.providers.stripe.service.books.attachments import EVIDENCE, check_attached
from emulator.providers.stripe.service.books.kinds import Body
from emulator.providers.stripe.service.books.refusals import MissingParameter
from emulator.storage.unit import Unit

REASON: Final = "reason"
FRAUD: Final = "fraudulent"
# What a dispute is about as long as nobody says (our own choice).
UNTOLD: Final = "other"

_FILES: Final = ("additional_documentation", "card_statement", "cash_receipt", "check_image")
_CANCELED: Final = (
    "canceled_at",
    "cancellation_policy_provided",
    "cancellation_reason",
    "expected_at",
    "product_description",
    "product_type",
    "return_status",
    "returned_at",
)
_MERCHANDISE: Final = ("received_at", "return_description", "return_status", "returned_at")

# Besides a document and an explanation, which all of them have.
MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "canceled": _CANCELED,
    "duplicate": ("card_statement", "cash_receipt", "check_image", "original_transaction"),
    "fraudulent": (),
    "merchandise_not_as_described": _MERCHANDISE,
    "no_valid_authorization": (),
    "not_received": ("expected_at", "product_description", "product_type"),
    "other": ("product_description", "product_type"),
    "service_not_as_described": ("canceled_at", "cancellation_reason", "received_at"),
}
_ALWAYS: Final = ("additional_documentation", "explanation")

# What must be there when a dispute is submitted: an explanation always, and `product_type` wherever the case knows one.
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    reason: ("explanation", "product_type") if "product_type" in members else ("explanation",) for reason, members in MEMBERS.items()
}


def evidence(before: Body | None, given: Body | None) -> Body:
    """Return the case after what was given: the hash of its reason, complete, and no other."""
    told = given or {}
    reason = told.get(REASON) or _named(told) or (before or {}).get(REASON, UNTOLD)
    known = (before or {}).get(reason) if told.get(reason, told) is not None else None
    blank = dict.fromkeys((*_ALWAYS, *MEMBERS[reason]))
    return {REASON: reason, reason: {**blank, **(known or {}), **(told.get(reason) or {})}}


async def check_files(unit: Unit, case: Body) -> None:
    """Check that the files that a case names are there, and evidence.

    Raises:
        NoSuchReference, InvalidParameter: one is not.
    """
    reason = case[REASON]
    for name in _FILES:
        if file := case[reason].get(name):
            await check_attached(unit, file, purposes=EVIDENCE, param=f"evidence[{reason}][{name}]")


def check_complete(case: Body) -> None:
    """Check that a case can be submitted.

    Raises:
        MissingParameter: something is missing.
    """
    reason = case[REASON]
    for name in NEEDED[reason]:
        if case[reason][name] is None:
            raise MissingParameter(f"evidence[{reason}][{name}]")


def explanation(case: Body) -> str | None:
    """Return what the cardholder says."""
    told: str | None = case[case[REASON]]["explanation"]
    return told


def _named(told: Body) -> str | None:
    """Return the reason that follows from the one hash that was given."""
    named = [name for name in MEMBERS if told.get(name)]
    return named[0] if len(named) == 1 else None
