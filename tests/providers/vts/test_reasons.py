"""Refusals of products: every domain error has its status and reason, and no value of the caller's shows."""

from typing import Any, Final

import pytest
from pydantic import ValidationError

from emulator.core.wire import Malformed, NoSuchOperation, NotBuilt, Repeat, RepeatInFlightError, TooLarge, Unreadable
from emulator.crypto.diagnosis import Finding
from emulator.domain import errors
from emulator.domain.errors import DomainError, IllegalTransition, InvalidField
from emulator.providers.vts import reasons
from emulator.providers.vts.sealing import UnreadableField
from emulator.providers.vts.token_service.schemas import ChooseMethod, Provision

FINDING: Final = Finding(check="x", cause="cause", message="the secret reason", fix="mend it")

# Written from what developer.visa.com, the community and processors say; the rest of the table is ours.
PUBLISHED: Final = [
    (reasons.Declined("x"), 403, "declined"),
    (reasons.VerificationFailed("x"), 403, "cardVerificationFailed"),
    (errors.IneligibleCard("x"), 403, "cardNotEligible"),
    (errors.IneligiblePair("x"), 403, "cardNotAllowed"),
    (IllegalTransition("active", "fly"), 409, "notAllowed"),
    (errors.ForeignToken("x"), 403, "notAllowed"),
    (errors.UnknownToken("x"), 404, "notFound"),
    (reasons.NameMissing("x"), 422, "nameOnCardMissing"),
    (errors.Unavailable("x"), 503, "serviceError"),
    (errors.ProvisionFailed("x"), 502, "serviceError"),
    (errors.IssuerSilent("x"), 504, "serviceError"),
    (InvalidField("nonce", "must be base64"), 400, "invalidParameter"),
]


def told(error: Exception) -> dict[str, Any]:
    body: dict[str, Any] = reasons.refusal(error).model_dump(exclude_none=True)["errorResponse"]
    return body


@pytest.mark.parametrize(("error", "status", "reason"), PUBLISHED)
def test_a_refusal_has_its_published_status_and_reason(error: DomainError, status: int, reason: str) -> None:
    answer = told(error)

    assert (answer["status"], answer["reason"]) == (status, reason)
    assert answer["message"]


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (Malformed(FINDING), 400, "invalidRequest"),
        (Unreadable(FINDING), 400, "invalidParameter"),
        (TooLarge(FINDING), 413, "invalidRequest"),
        (NoSuchOperation(FINDING), 404, "notFound"),
        (NotBuilt(FINDING), 403, "notAllowed"),
        (RepeatInFlightError(Repeat("key", "print")), 503, "serviceError"),
        (Malformed(Finding(check="body", cause="empty_body", message="m", fix="f")), 400, "incompleteRequest"),
        (ValueError("x"), 503, "serviceError"),
    ],
)
def test_what_is_refused_before_the_domain_is_asked_has_a_reason_too(error: Exception, status: int, reason: str) -> None:
    answer = told(error)

    assert (answer["status"], answer["reason"]) == (status, reason)
    assert "secret reason" not in str(answer)


def test_a_field_that_does_not_open_is_named() -> None:
    answer = told(UnreadableField(FINDING, "encPaymentInstrument"))

    assert (answer["status"], answer["reason"]) == (400, "invalidParameter")
    assert answer["details"] == [{"location": "encPaymentInstrument", "message": "cannot be decrypted"}]


def test_every_member_that_is_wrong_is_named_and_no_value_shown() -> None:
    with pytest.raises(ValidationError) as wrong:
        ChooseMethod.model_validate({"vProvisionedTokenID": "4761120010000492", "date": "noon"})

    answer = told(wrong.value)

    assert [detail["location"] for detail in answer["details"]] == ["vProvisionedTokenID", "stepUpRequestID", "date"]
    assert "4761120010000492" not in str(answer)


def test_a_place_in_a_list_is_counted_from_one() -> None:
    with pytest.raises(ValidationError) as wrong:
        Provision.model_validate({"panSource": "ONFILE", "encPaymentInstrument": {}, "presentationType": ["ECOM", "no word"]})

    locations = [detail["location"] for detail in told(wrong.value)["details"]]

    assert locations == ["presentationType[2]", "encPaymentInstrument/accountNumber", "encPaymentInstrument/expirationDate"]


def test_no_more_than_ten_members_are_named() -> None:
    with pytest.raises(ValidationError) as wrong:
        Provision.model_validate({"panSource": "ONFILE", "encPaymentInstrument": {}, "presentationType": ["?"] * 10})

    assert len(told(wrong.value)["details"]) == 10


def test_every_reason_is_one_that_somebody_publishes_or_that_is_listed_as_ours() -> None:
    published = {
        *("invalidParameter", "incompleteRequest", "invalidRequest", "cardVerificationFailed", "cardNotEligible"),
        *("cardNotAllowed", "declined", "notAllowed", "notFound", "nameOnCardMissing", "serviceError"),
    }
    table = [*reasons.REASONS.values(), *reasons.PROTOCOL.values(), *reasons.BY_CAUSE.values()]

    used = {row.reason for row in table if isinstance(row, reasons.Reason)}

    assert used <= published
