"""Who is paid."""

from typing import Any

from tests.providers.stripe.service.spending.conftest import Pay
from tests.witness.stripe_objects import schema


async def test_a_merchant_of_whom_nothing_is_said_is_whole(pay: Pay) -> None:
    shop = (await pay()).merchant_data

    assert (shop.category, shop.category_code, shop.country) == ("miscellaneous", "0000", "US")
    assert shop.network_id


async def test_a_merchant_is_shown_as_it_was_named_and_with_its_code(pay: Pay) -> None:
    named: dict[str, Any] = {"category": "eating_places_restaurants", "name": "Sample Diner", "city": "Springfield", "terminal_id": "T1"}

    shop = (await pay(merchant_data=named)).merchant_data.to_dict()

    assert {name: shop[name] for name in named} == named
    assert shop["category_code"] == schema()["merchant_category_code"]["eating_places_restaurants"]
