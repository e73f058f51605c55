"""Hashes that go out whole."""

from typing import Any

import pytest

from tests.providers.stripe.sdk import WitnessedClient
from tests.providers.stripe.service.spending.conftest import Pay

FLEET = {"purchase_type": "fuel_purchase", "cardholder_prompt_data": {"driver_id": "7"}, "reported_breakdown": {"tax": {}}}
FUEL = {"type": "diesel", "unit": "liter", "quantity_decimal": "10.5", "unit_cost_decimal": "1.499"}
DETAILS = {
    "fleet": {"service_type": "self_service", "cardholder_prompt_data": {"odometer": 12}},
    "flight": {"passenger_name": "Ada", "segments": [{"carrier": "XX", "departure_airport_code": "SFO"}]},
    "fuel": {"quantity_decimal": "3"},
    "lodging": {"nights": 2},
    "receipt": [{"description": "Lunch", "quantity": "2", "total": 2_350}],
    "reference": "ORDER-77",
}


async def test_fuel_and_fleet_of_a_purchase_are_shown(pay: Pay) -> None:
    purchase = await pay(fleet=FLEET, fuel=FUEL)

    assert (purchase.fleet.cardholder_prompt_data.driver_id, purchase.fleet.service_type) == ("7", None)
    assert str(purchase.fuel.quantity_decimal) == "10.5"


@pytest.mark.exercises("stripe.create_force_capture", "stripe.retrieve_transaction")
async def test_what_was_bought_is_shown_where_it_is_expanded(v1: Any, helpers: Any, card: Any, http: WitnessedClient) -> None:
    made = await helpers.transactions.create_force_capture_async({"card": card.id, "amount": 500, "purchase_details": DETAILS})
    is_hidden = "purchase_details" not in http.body

    shown = (await v1.issuing.transactions.retrieve_async(made.id, {"expand": ["purchase_details"]})).purchase_details

    assert is_hidden
    assert (shown.receipt[0].quantity, shown.receipt[0].unit_cost, shown.reference) == (2.0, None, "ORDER-77")
    assert (shown.flight.segments[0].carrier, shown.lodging.check_in_at, shown.fuel.type) == ("XX", None, "other")
