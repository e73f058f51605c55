"""Who is paid (docs.stripe.com/api/issuing/authorizations/object, merchant_data)."""

from pydantic import Field

from emulator.providers.stripe.schemas.merchant_categories import MerchantCategory
from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Hash, Text


class MerchantGiven(Hash):
    """A merchant; a name that begins with `emulator_` and goes on with a reason has the purchase declined for it (ours)."""

    category: MerchantCategory | None = None
    city: Text | None = None
    country: Text | None = None
    name: Text | None = None
    network_id: Text | None = None
    postal_code: Text | None = None
    state: Text | None = None
    terminal_id: Text | None = None
    url: Text | None = None


class Merchant(StripeObject):
    """A merchant."""

    category: str
    category_code: str = Field(description="four digits (ISO 18245)")
    city: str | None
    country: str | None
    name: str | None
    network_id: str
    postal_code: str | None
    state: str | None
    tax_id: str | None
    terminal_id: str | None
    url: str | None
