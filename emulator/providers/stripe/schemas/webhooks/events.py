"""Events (docs.stripe.com/api/events)."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Boolean, Listed, Parameters, Text, problem

MOST_TYPES = 20


class RetrieveEvent(Parameters):
    """Which event."""

    id: Text


class ListEvents(Listed):
    """Which events."""

    delivery_success: Boolean | None = Field(None, description="whether every endpoint has taken it")
    type: Text | None = Field(None, description="its type; `*` stands for any part: `issuing_card.*`")
    types: Annotated[list[Text], Field(max_length=MOST_TYPES)] | None = Field(None, description="up to 20 types")

    @model_validator(mode="after")
    def _one_filter(self) -> Self:
        if self.type and self.types:
            raise problem("You may only specify one of these parameters: type, types.")
        return self


class EventData(StripeObject):
    """What the event is about, as it was when the event happened."""

    object: dict[str, Any] = Field(description="the object, in the API version of the event")
    previous_attributes: dict[str, Any] | None = Field(None, description="old values of what changed; in `*.updated` alone")


class EventRequest(StripeObject):
    """The call that caused the event; nulls where nobody called."""

    id: str | None
    idempotency_key: str | None


class Event(StripeObject):
    """Something happened."""

    id: str
    object: Literal["event"]
    api_version: str | None
    created: int
    data: EventData
    livemode: bool
    pending_webhooks: int = Field(description="how many endpoints have not taken it yet")
    request: EventRequest | None
    type: str
