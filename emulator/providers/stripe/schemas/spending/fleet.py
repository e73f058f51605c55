"""What cards of a fleet buy: fuel, and what the driver was asked (docs.stripe.com/issuing/purchases/authorizations)."""

from typing import Literal

from pydantic import Field

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Amount, Decimal, Hash, Text

PurchaseType = Literal["fuel_and_non_fuel_purchase", "fuel_purchase", "non_fuel_purchase"]
ServiceType = Literal["full_service", "non_fuel_transaction", "self_service"]
FuelType = Literal["diesel", "other", "unleaded_plus", "unleaded_regular", "unleaded_super"]
FuelUnit = Literal["charging_minute", "imperial_gallon", "kilogram", "kilowatt_hour", "liter", "other", "pound", "us_gallon"]


class PromptGiven(Hash):
    """What the driver answered."""

    driver_id: Text | None = None
    odometer: Amount | None = None
    unspecified_id: Text | None = None
    user_id: Text | None = None
    vehicle_number: Text | None = None


class GrossGiven(Hash):
    """An amount before tax."""

    gross_amount_decimal: Decimal | None = None


class TaxGiven(Hash):
    """Taxes."""

    local_amount_decimal: Decimal | None = None
    national_amount_decimal: Decimal | None = None


class BreakdownGiven(Hash):
    """What the total is made of, as the merchant says."""

    fuel: GrossGiven | None = None
    non_fuel: GrossGiven | None = None
    tax: TaxGiven | None = None


class FleetGiven(Hash):
    """What a fleet wants to know."""

    cardholder_prompt_data: PromptGiven | None = None
    purchase_type: PurchaseType | None = None
    reported_breakdown: BreakdownGiven | None = None
    service_type: ServiceType | None = None


class FuelGiven(Hash):
    """Fuel."""

    industry_product_code: Text | None = None
    quantity_decimal: Decimal | None = None
    type: FuelType | None = None
    unit: FuelUnit | None = None
    unit_cost_decimal: Decimal | None = None


class Prompt(StripeObject):
    """What the driver answered."""

    alphanumeric_id: str | None = Field(None, description="on authorizations alone")
    driver_id: str | None
    odometer: int | None
    unspecified_id: str | None
    user_id: str | None
    vehicle_number: str | None


class Gross(StripeObject):
    """An amount before tax."""

    gross_amount_decimal: str | None


class Tax(StripeObject):
    """Taxes."""

    local_amount_decimal: str | None
    national_amount_decimal: str | None


class Breakdown(StripeObject):
    """What the total is made of."""

    fuel: Gross | None
    non_fuel: Gross | None
    tax: Tax | None


class Fleet(StripeObject):
    """What a fleet wants to know."""

    cardholder_prompt_data: Prompt | None
    purchase_type: PurchaseType | None
    reported_breakdown: Breakdown | None
    service_type: ServiceType | None


class Fuel(StripeObject):
    """Fuel."""

    industry_product_code: str | None
    quantity_decimal: str | None
    type: FuelType | None
    unit: FuelUnit | None
    unit_cost_decimal: str | None
