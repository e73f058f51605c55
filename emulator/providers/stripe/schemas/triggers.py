"""Events that a developer makes happen to objects of Stripe's."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from emulator.providers.stripe.schemas.merchant_categories import MerchantCategory


class Event(BaseModel):
    """What it happens to, and how; all may be left out."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class OfPurchase(Event):
    """A card pays."""

    card: str | None = Field(None, max_length=100, description="the card; default: the newest active one")
    amount: int = Field(1_000, ge=0, le=99_999_999, description="in cents")
    category: MerchantCategory | None = Field(None, description="what the merchant sells")
    merchant: str | None = Field(None, max_length=100, description="the merchant's name")


class OfDispute(Event):
    """A dispute ends."""

    dispute: str | None = Field(None, max_length=100, description="the dispute; default: the newest that was submitted")
    status: Literal["won", "lost"] = Field("won", description="how it ends")


class OfCard(Event):
    """A card is lost."""

    card: str | None = Field(None, max_length=100, description="the virtual card; default: the newest that can be lost")


class OfCardholder(Event):
    """Stripe looks at a cardholder."""

    cardholder: str | None = Field(None, max_length=100, description="the cardholder; default: the newest")
    finding: Literal["blocked", "listed", "rejected.listed", "under_review", "cleared"] = Field(
        "blocked", description="blocked for good, or why the cards are disabled; cleared takes both back"
    )


class OfWarning(Event):
    """A sign of fraud."""

    card: str | None = Field(None, max_length=100, description="the card; default: the newest that was not canceled")
    type: Literal["card_testing_exposure", "fraud_dispute_filed", "third_party_reported", "user_indicated_fraud"] = Field(
        "third_party_reported", description="what was seen"
    )


class OfReceipt(Event):
    """A receipt comes after the capture."""

    transaction: str | None = Field(None, max_length=100, description="the transaction; default: the newest capture")
    description: str = Field("Groceries", min_length=1, max_length=26, description="what was bought")
