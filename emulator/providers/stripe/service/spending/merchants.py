"""Who is paid, as it is kept: everything that the caller leaves out is made up."""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.merchant_categories import CODES
from emulator.providers.stripe.service.books.kinds import Body

# What a purchase is made at when nobody says where (our own choice).
CATEGORY: Final = "miscellaneous"
NAME: Final = "Rocket Rides"


def merchant(ctx: Context, given: Body | None) -> Body:
    """Return a merchant with every member."""
    told = given or {}
    category = told.get("category", CATEGORY)
    return {
        "category": category,
        "category_code": CODES[category],
        "city": told.get("city", "San Francisco"),
        "country": told.get("country", "US"),
        "name": told.get("name", NAME),
        "network_id": told.get("network_id") or ctx.ids.digits(12),
        "postal_code": told.get("postal_code", "94107"),
        "state": told.get("state", "CA"),
        "tax_id": None,
        "terminal_id": told.get("terminal_id"),
        "url": told.get("url"),
    }
