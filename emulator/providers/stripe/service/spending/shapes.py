"""Hashes that go out with every member, whatever of them came in."""

from typing import Any, Final

from emulator.providers.stripe.service.books.kinds import Body

_GROSS: Final[Body] = {"gross_amount_decimal": None}
_PROMPT: Final[Body] = dict.fromkeys(("driver_id", "odometer", "unspecified_id", "user_id", "vehicle_number"))

AMOUNT_DETAILS: Final[Body] = {"atm_fee": None, "cashback_amount": None}
FUEL: Final[Body] = dict.fromkeys(("industry_product_code", "quantity_decimal", "type", "unit", "unit_cost_decimal"))
BREAKDOWN: Final[Body] = {"fuel": _GROSS, "non_fuel": _GROSS, "tax": {"local_amount_decimal": None, "national_amount_decimal": None}}
FLEET: Final[Body] = {
    "cardholder_prompt_data": {"alphanumeric_id": None, **_PROMPT},
    "purchase_type": None,
    "reported_breakdown": BREAKDOWN,
    "service_type": None,
}

_SEGMENT: Final[Body] = dict.fromkeys(
    ("arrival_airport_code", "carrier", "departure_airport_code", "flight_number", "service_class", "stopover_allowed")
)
_LINE: Final[Body] = dict.fromkeys(("description", "quantity", "total", "unit_cost"))
_DETAILS: Final[Body] = {
    "fleet": {**FLEET, "cardholder_prompt_data": _PROMPT},
    "flight": dict.fromkeys(("departure_at", "passenger_name", "refundable", "segments", "travel_agency")),
    "fuel": FUEL,
    "lodging": {"check_in_at": None, "nights": None},
    "receipt": None,
    "reference": None,
}
# Of fuel that was bought these are always said (our own choice of values); of fuel that is authorized they may be null.
_FUEL_BOUGHT: Final[Body] = {"type": "other", "unit": "other", "unit_cost_decimal": "0"}


def completed(shape: Body, given: Body | None) -> Body | None:
    """Return the hash with all members of its shape; what was not given is null, hashes inside included."""
    if given is None:
        return None
    return {name: completed(inner, given.get(name)) if isinstance(inner, dict) else given.get(name) for name, inner in shape.items()}


def purchase_details(given: Body | None) -> Body | None:
    """Return what was bought, complete."""
    details = completed(_DETAILS, given)
    if details is None:
        return None
    if details["flight"] and details["flight"]["segments"]:
        details["flight"]["segments"] = [completed(_SEGMENT, segment) for segment in details["flight"]["segments"]]
    if details["fuel"]:
        details["fuel"] = {name: value if value is not None else _FUEL_BOUGHT.get(name) for name, value in details["fuel"].items()}
    if details["receipt"] is not None:
        details["receipt"] = [_line(line) for line in details["receipt"]]
    return details


def _line(given: Body) -> dict[str, Any]:
    line = {**_LINE, **given}
    return {**line, "quantity": float(line["quantity"]) if line["quantity"] else None}
