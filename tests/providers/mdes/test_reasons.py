"""Which code answers what."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from emulator.core.wire import Malformed, NotBuilt, Unreadable
from emulator.crypto.diagnosis import Finding
from emulator.domain import errors
from emulator.domain.errors import DomainError
from emulator.providers.mdes import reasons
from emulator.providers.mdes.schemas import Sealed

FINDING = Finding(check="encryption", cause="x", message="m", fix="f")

# Copied from the published reason codes and their meanings, one line for each refusal of the domain.
ANSWERS: list[tuple[DomainError, str, str]] = [
    (errors.UnknownToken("x"), "INVALID_TOKEN_UNIQUE_REFERENCE", "Invalid Token Unique Reference"),
    (errors.UnknownCard("x"), "INVALID_PAN_UNIQUE_REFERENCE", "Invalid Pan Unique Reference"),
    (errors.UnknownRequestor("x"), "AUTHORIZATION_FAILED", "Authorization Failed"),
    (errors.ForeignToken("x"), "AUTHORIZATION_FAILED", "Authorization Failed"),
    (errors.UnknownAsset("x"), "INVALID_FIELD_VALUE", "Invalid Field Value - AssetId"),
    (errors.IllegalTransition("a", "b"), "INVALID_TOKEN_STATUS", "Invalid Token Status"),
    (errors.IneligibleCard("x"), "PAN_INELIGIBLE", "Pan Ineligible"),
    (errors.InvalidPan("x"), "INVALID_PAN", "Invalid Pan"),
    (errors.MissingExpiry("x"), "MISSING_EXPIRY_DATE", "Missing Expiry Date"),
    (errors.ExpiredCard("x"), "INVALID_FIELD_VALUE", "Invalid Field Value - expiryYear"),
    (errors.TooManyTokens("x"), "PAN_PROVISIONING_COUNT_EXCEEDED", "Pan Provisioning Count Exceeded"),
    (errors.ProvisionFailed("x"), "PROVISION_FAILED", "Provision Failed"),
    (errors.IssuerSilent("x"), "NO_RESPONSE_FROM_ISSUER", "No Response From Issuer"),
    (errors.ReceiptRefused("used"), "INVALID_FIELD_VALUE", "Invalid Field Value - pushAccountReceipt"),
    (errors.IncorrectTav("x"), "INCORRECT_TAV", "Incorrect Tav"),
    (errors.DuplicateTask("x"), "DUPLICATE_REQUEST", "Duplicate Request"),
    (errors.UnknownTask("x"), "INVALID_TASK_ID", "Invalid Task Id"),
    (errors.Unavailable("x"), "INTERNAL_SERVICE_FAILURE", "Internal Service Failure"),
    (errors.InvalidField("a.b"), "INVALID_FIELD_VALUE", "Invalid Field Value - a.b"),
    (errors.InvalidField("a", "missing"), "MISSING_REQUIRED_FIELD", "Missing Required Field - a"),
    (errors.InvalidField("a", "length"), "INVALID_FIELD_LENGTH", "Invalid Field Length - a"),
    (errors.InvalidField("a", "format"), "INVALID_FIELD_FORMAT", "Invalid Field Format - a"),
    (errors.StaleData("until"), "INVALID_FIELD_VALUE", "Invalid Field Value - until"),
    (errors.DomainError("x"), "INTERNAL_SERVICE_FAILURE", "Internal Service Failure"),
]


class Inner(BaseModel):
    number: Annotated[str, Field(pattern="^[0-9]+$")] = "1"


class SealedInner(Sealed[Inner]):
    """Sealed."""


class Sample(BaseModel):
    name: Annotated[str, Field(min_length=2, max_length=3)] = "abc"
    kind: Literal["A", "B"] = "A"
    minutes: Annotated[int, Field(ge=5)] = 5
    many: Annotated[list[str], Field(max_length=1)] = []
    phone: str | int = 1
    payload: SealedInner | None = None
    needed: str


@pytest.mark.parametrize(("error", "code", "description"), ANSWERS)
def test_a_refusal_of_the_domain_has_its_code(error: DomainError, code: str, description: str) -> None:
    (item,) = reasons.items(error)

    assert (item.reasonCode, item.description) == (code, description)


@pytest.mark.parametrize(
    ("fields", "code", "member"),
    [
        ({}, "MISSING_REQUIRED_FIELD", "needed"),
        ({"needed": 1}, "INVALID_FIELD_FORMAT", "needed"),
        ({"needed": None}, "INVALID_FIELD_FORMAT", "needed"),
        ({"needed": "", "name": "a"}, "INVALID_FIELD_LENGTH", "name"),
        ({"needed": "", "name": "abcd"}, "INVALID_FIELD_LENGTH", "name"),
        ({"needed": "", "many": ["a", "b"]}, "INVALID_FIELD_LENGTH", "many"),
        ({"needed": "", "kind": "C"}, "INVALID_FIELD_VALUE", "kind"),
        ({"needed": "", "minutes": 4}, "INVALID_FIELD_VALUE", "minutes"),
        ({"needed": "", "phone": []}, "INVALID_FIELD_FORMAT", "phone"),
        ({"needed": "", "payload": {"encryptedData": {"number": "x"}}}, "INVALID_FIELD_FORMAT", "payload.number"),
    ],
)
def test_a_member_that_does_not_fit_has_its_code(fields: dict[str, object], code: str, member: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Sample.model_validate(fields)

    item = reasons.items(refused.value)[0]

    assert (item.source, item.reasonCode, item.description.partition(" - ")[2]) == ("INPUT", code, member)


def test_a_message_with_many_faults_names_ten() -> None:
    with pytest.raises(ValidationError) as refused:
        Sample.model_validate({"needed": "", "many": list(range(20))})

    assert len(reasons.items(refused.value)) <= reasons.MOST_ITEMS


@pytest.mark.parametrize(
    ("error", "code"),
    [(Unreadable(FINDING), "CRYPTOGRAPHY_ERROR"), (Malformed(FINDING), "INVALID_JSON"), (NotBuilt(FINDING), "NOT_SUPPORTED")],
)
def test_what_does_not_reach_the_domain_has_its_code(error: Exception, code: str) -> None:
    (item,) = reasons.items(error)

    assert item.reasonCode == code


def test_token_connect_has_its_own_word_for_a_card_outside_all_ranges() -> None:
    (item,) = reasons.items(errors.IneligibleCard("x"), reasons.PUSH_REASONS)

    assert item.reasonCode == "ACCOUNT_INELIGIBLE"


def test_a_description_fits_its_field() -> None:
    (item,) = reasons.items(errors.InvalidField("x" * 400))

    assert len(item.description) == 256
