"""Cardholders (docs.stripe.com/api/issuing/cardholders)."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints

from emulator.providers.stripe.schemas.addresses import AddressGiven, Email, Phone
from emulator.providers.stripe.schemas.files import File
from emulator.providers.stripe.schemas.objects import Address, StripeObject
from emulator.providers.stripe.schemas.spending_controls import CardholderControlsGiven, SpendingControls
from emulator.providers.stripe.wire.parameters import (
    Hash,
    Integer,
    Listed,
    Metadata,
    Parameters,
    Text,
    Timestamp,
    Unsettable,
    UnsettableMetadata,
    problem,
)

Locale = Literal["de", "en", "es", "fr", "it"]
HolderType = Literal["company", "individual"]

# Latin letters with their accents, and what names have between them.
_NAME: Final = re.compile(r"[A-Za-z\u00c0-\u024f .,'\u2019-]+")


def _person(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise problem("Names cannot have numbers, special characters, or letters that are not Latin.")
    return value


def _embossed(value: str) -> str:
    if re.search(r"[0-9@#$%^*<>{}\[\]|\\~_=+!?/]", value):
        raise problem("The name on a card cannot have numbers or special characters.")
    return value


PersonName = Annotated[Text, AfterValidator(_person)]
EmbossedName = Annotated[str, StringConstraints(min_length=1, max_length=24), AfterValidator(_embossed)]


class BillingGiven(Hash):
    """Where the cardholder is billed."""

    address: AddressGiven


class CompanyGiven(Hash):
    """What is known of a company."""

    tax_id: Text | None = Field(None, repr=False, description="kept to itself: objects only say whether there is one")


class TermsGiven(Hash):
    """When and from where the terms were accepted."""

    date: Timestamp | None = None
    ip: Text | None = None
    user_agent: Unsettable[Text] = None


class CardIssuingGiven(Hash):
    """What issuing in the United States asks of a person."""

    user_terms_acceptance: TermsGiven | None = None


class BirthGiven(Hash):
    """A date of birth."""

    day: Annotated[Integer, Field(ge=1, le=31)]
    month: Annotated[Integer, Field(ge=1, le=12)]
    year: Annotated[Integer, Field(ge=1900, le=2100)]


class DocumentGiven(Hash):
    """Files of both sides of a document."""

    back: Text | None = None
    front: Text | None = None


class VerificationGiven(Hash):
    """What proves who somebody is."""

    document: DocumentGiven | None = None


class IndividualGiven(Hash):
    """What is known of a person."""

    card_issuing: CardIssuingGiven | None = None
    dob: BirthGiven | None = None
    first_name: PersonName | None = None
    last_name: PersonName | None = None
    verification: VerificationGiven | None = None


class CreateCardholder(Parameters):
    """Whoever gets cards."""

    billing: BillingGiven
    company: CompanyGiven | None = None
    email: Email | None = None
    individual: IndividualGiven | None = None
    metadata: Metadata | None = None
    name: EmbossedName = Field(description="as it is printed on cards")
    phone_number: Phone | None = None
    preferred_locales: list[Locale] | None = None
    spending_controls: CardholderControlsGiven | None = None
    status: Literal["active", "inactive"] = "active"
    type: HolderType = "individual"


class RetrieveCardholder(Parameters):
    """Which cardholder."""

    cardholder: Text


class UpdateCardholder(Parameters):
    """What changes; the name does not."""

    cardholder: Text
    billing: BillingGiven | None = None
    company: CompanyGiven | None = None
    email: Email | None = None
    individual: IndividualGiven | None = None
    metadata: UnsettableMetadata = None
    phone_number: Phone | None = None
    preferred_locales: list[Locale] | None = None
    spending_controls: CardholderControlsGiven | None = None
    status: Literal["active", "inactive"] | None = None


class ListCardholders(Listed):
    """Which cardholders."""

    email: Text | None = None
    phone_number: Text | None = None
    status: Literal["active", "blocked", "inactive"] | None = None
    type: HolderType | None = None


class Billing(StripeObject):
    """Where the cardholder is billed."""

    address: Address


class Company(StripeObject):
    """What is known of a company."""

    tax_id_provided: bool


class TermsAcceptance(StripeObject):
    """When and from where the terms were accepted."""

    date: int | None
    ip: str | None
    user_agent: str | None


class CardIssuing(StripeObject):
    """What issuing in the United States asks of a person."""

    user_terms_acceptance: TermsAcceptance | None


class Birth(StripeObject):
    """A date of birth."""

    day: int | None
    month: int | None
    year: int | None


class Document(StripeObject):
    """Files of both sides of a document."""

    back: str | File | None
    front: str | File | None


class Verification(StripeObject):
    """What proves who somebody is."""

    document: Document | None


class Individual(StripeObject):
    """What is known of a person."""

    card_issuing: CardIssuing | None = None
    dob: Birth | None
    first_name: str | None
    last_name: str | None
    verification: Verification | None


Requirement = Literal[
    "company.tax_id",
    "individual.card_issuing.user_terms_acceptance.date",
    "individual.card_issuing.user_terms_acceptance.ip",
    "individual.dob.day",
    "individual.dob.month",
    "individual.dob.year",
    "individual.first_name",
    "individual.last_name",
    "individual.verification.document",
]


class Requirements(StripeObject):
    """What is missing before cards can be used."""

    disabled_reason: Literal["listed", "rejected.listed", "requirements.past_due", "under_review"] | None
    past_due: list[Requirement] | None


class Cardholder(StripeObject):
    """Whoever has cards."""

    id: str
    object: Literal["issuing.cardholder"]
    billing: Billing
    company: Company | None
    created: int
    email: str | None
    individual: Individual | None
    livemode: bool
    metadata: dict[str, str]
    name: str
    phone_number: str | None
    preferred_locales: list[Locale] | None
    requirements: Requirements
    spending_controls: SpendingControls | None
    status: Literal["active", "blocked", "inactive"]
    type: HolderType
