"""What a card may be used for, and how much (docs.stripe.com/issuing/controls/spending-controls)."""

from typing import Literal

from pydantic import Field

from emulator.providers.stripe.schemas.merchant_categories import MerchantCategory
from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Amount, Hash, Text, Unsettable

Presence = Literal["not_present", "present"]
Interval = Literal["all_time", "daily", "monthly", "per_authorization", "weekly", "yearly"]


class SpendingLimitGiven(Hash):
    """A limit."""

    amount: Amount = Field(description="most that may be spent in an interval, in the smallest unit of the currency")
    categories: Unsettable[list[MerchantCategory]] = Field(None, description="merchants that it counts; all where none are named")
    interval: Interval


class SpendingControlsGiven(Hash):
    """Controls of a card; the empty string takes one away."""

    allowed_card_presences: Unsettable[list[Presence]] = None
    allowed_categories: Unsettable[list[MerchantCategory]] = None
    allowed_merchant_countries: Unsettable[list[Text]] = None
    blocked_card_presences: Unsettable[list[Presence]] = None
    blocked_categories: Unsettable[list[MerchantCategory]] = None
    blocked_merchant_countries: Unsettable[list[Text]] = None
    spending_limits: Unsettable[list[SpendingLimitGiven]] = None


class CardholderControlsGiven(SpendingControlsGiven):
    """Controls of a cardholder."""

    spending_limits_currency: Text | None = None


class SpendingLimit(StripeObject):
    """A limit."""

    amount: int
    categories: list[MerchantCategory] | None
    interval: Interval


class SpendingControls(StripeObject):
    """Controls: what is allowed excludes everything else, what is blocked only itself."""

    allowed_card_presences: list[Presence] | None
    allowed_categories: list[MerchantCategory] | None
    allowed_merchant_countries: list[str] | None
    blocked_card_presences: list[Presence] | None
    blocked_categories: list[MerchantCategory] | None
    blocked_merchant_countries: list[str] | None
    spending_limits: list[SpendingLimit] | None
    spending_limits_currency: str | None
