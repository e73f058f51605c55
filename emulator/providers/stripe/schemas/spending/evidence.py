"""Why a transaction is disputed (docs.stripe.com/issuing/purchases/disputes)."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from emulator.providers.stripe.schemas.files import File
from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Boolean, Hash, Text, Timestamp, Unsettable

Reason = Literal[
    "canceled",
    "duplicate",
    "fraudulent",
    "merchandise_not_as_described",
    "no_valid_authorization",
    "not_received",
    "other",
    "service_not_as_described",
]
Product = Literal["merchandise", "service"]
ReturnStatus = Literal["merchant_rejected", "successful"]
Story = Annotated[str, StringConstraints(min_length=1, max_length=1_500)]


class FraudulentGiven(Hash):
    """It was somebody else."""

    additional_documentation: Unsettable[Text] = None
    explanation: Unsettable[Story] = None


class UnauthorizedGiven(Hash):
    """It was not authorized."""

    additional_documentation: Unsettable[Text] = None
    explanation: Unsettable[Text] = None


class OtherGiven(FraudulentGiven):
    """Something else."""

    product_description: Unsettable[Story] = None
    product_type: Unsettable[Product] = None


class NotReceivedGiven(OtherGiven):
    """It never came."""

    expected_at: Unsettable[Timestamp] = None


class CanceledGiven(NotReceivedGiven):
    """It was canceled."""

    canceled_at: Unsettable[Timestamp] = None
    cancellation_policy_provided: Unsettable[Boolean] = None
    cancellation_reason: Unsettable[Story] = None
    return_status: Unsettable[ReturnStatus] = None
    returned_at: Unsettable[Timestamp] = None


class DuplicateGiven(FraudulentGiven):
    """It was paid already."""

    card_statement: Unsettable[Text] = None
    cash_receipt: Unsettable[Text] = None
    check_image: Unsettable[Text] = None
    original_transaction: Text | None = None


class MerchandiseGiven(FraudulentGiven):
    """It was something else."""

    received_at: Unsettable[Timestamp] = None
    return_description: Unsettable[Story] = None
    return_status: Unsettable[ReturnStatus] = None
    returned_at: Unsettable[Timestamp] = None


class ServiceGiven(FraudulentGiven):
    """It was not what was agreed."""

    canceled_at: Unsettable[Timestamp] = None
    cancellation_reason: Unsettable[Story] = None
    received_at: Unsettable[Timestamp] = None


class EvidenceGiven(Hash):
    """The case; `reason` names the hash that counts."""

    canceled: Unsettable[CanceledGiven] = None
    duplicate: Unsettable[DuplicateGiven] = None
    fraudulent: Unsettable[FraudulentGiven] = None
    merchandise_not_as_described: Unsettable[MerchandiseGiven] = None
    no_valid_authorization: Unsettable[UnauthorizedGiven] = None
    not_received: Unsettable[NotReceivedGiven] = None
    other: Unsettable[OtherGiven] = None
    reason: Reason | None = None
    service_not_as_described: Unsettable[ServiceGiven] = None


class Fraudulent(StripeObject):
    """It was somebody else, or it was not authorized."""

    additional_documentation: str | File | None
    explanation: str | None


class Other(Fraudulent):
    """Something else."""

    product_description: str | None
    product_type: Product | None


class NotReceived(Other):
    """It never came."""

    expected_at: int | None


class Canceled(NotReceived):
    """It was canceled."""

    canceled_at: int | None
    cancellation_policy_provided: bool | None
    cancellation_reason: str | None
    return_status: ReturnStatus | None
    returned_at: int | None


class Duplicate(Fraudulent):
    """It was paid already."""

    card_statement: str | File | None
    cash_receipt: str | File | None
    check_image: str | File | None
    original_transaction: str | None


class Merchandise(Fraudulent):
    """It was something else."""

    received_at: int | None
    return_description: str | None
    return_status: ReturnStatus | None
    returned_at: int | None


class Service(Fraudulent):
    """It was not what was agreed."""

    canceled_at: int | None
    cancellation_reason: str | None
    received_at: int | None


class Evidence(StripeObject):
    """The case; of the hashes only that of the reason is there."""

    canceled: Canceled | None = None
    duplicate: Duplicate | None = None
    fraudulent: Fraudulent | None = None
    merchandise_not_as_described: Merchandise | None = None
    no_valid_authorization: Fraudulent | None = None
    not_received: NotReceived | None = None
    other: Other | None = None
    reason: Reason
    service_not_as_described: Service | None = None
