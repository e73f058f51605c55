"""What was bought (docs.stripe.com/api/issuing/transactions/object, purchase_details)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.schemas.spending.fleet import Fleet, FleetGiven, Fuel, FuelGiven
from emulator.providers.stripe.wire.parameters import Amount, Boolean, Decimal, Hash, Integer, Text, Timestamp

AirportCode = Annotated[str, StringConstraints(min_length=1, max_length=3)]
LineText = Annotated[str, StringConstraints(min_length=1, max_length=26)]


class SegmentGiven(Hash):
    """One leg of a journey."""

    arrival_airport_code: AirportCode | None = None
    carrier: Text | None = None
    departure_airport_code: AirportCode | None = None
    flight_number: Text | None = None
    service_class: Text | None = None
    stopover_allowed: Boolean | None = None


class FlightGiven(Hash):
    """A flight."""

    departure_at: Timestamp | None = None
    passenger_name: Text | None = None
    refundable: Boolean | None = None
    segments: list[SegmentGiven] | None = None
    travel_agency: Text | None = None


class LodgingGiven(Hash):
    """A stay."""

    check_in_at: Timestamp | None = None
    nights: Amount | None = None


class LineGiven(Hash):
    """One line of a receipt."""

    description: LineText | None = None
    quantity: Decimal | None = None
    total: Integer | None = None
    unit_cost: Integer | None = None


class PurchaseDetailsGiven(Hash):
    """What was bought."""

    fleet: FleetGiven | None = None
    flight: FlightGiven | None = None
    fuel: FuelGiven | None = None
    lodging: LodgingGiven | None = None
    receipt: list[LineGiven] | None = None
    reference: Text | None = None


class Segment(StripeObject):
    """One leg of a journey."""

    arrival_airport_code: str | None
    carrier: str | None
    departure_airport_code: str | None
    flight_number: str | None
    service_class: str | None
    stopover_allowed: bool | None


class Flight(StripeObject):
    """A flight."""

    departure_at: int | None
    passenger_name: str | None
    refundable: bool | None
    segments: list[Segment] | None
    travel_agency: str | None


class Lodging(StripeObject):
    """A stay."""

    check_in_at: int | None
    nights: int | None


class Line(StripeObject):
    """One line of a receipt."""

    description: str | None
    quantity: float | None
    total: int | None
    unit_cost: int | None


class PurchaseDetails(StripeObject):
    """What was bought."""

    fleet: Fleet | None
    flight: Flight | None
    fuel: Fuel | None
    lodging: Lodging | None
    receipt: list[Line] | None
    reference: str | None = Field(description="the merchant's own")
