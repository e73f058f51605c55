"""What Stripe sends to a webhook endpoint, and what it reads of the answer (docs.stripe.com/webhooks)."""

from typing import Any

from pydantic import BaseModel, Field


class EventData(BaseModel):
    """What the event is about."""

    object: dict[str, Any] = Field(description="the object as it was when the event happened")


class StripeEvent(BaseModel):
    """An event, signed in the header Stripe-Signature."""

    id: str = Field(description="evt_...")
    type: str = Field(description="issuing_token.created and others")
    data: EventData


class Signed(BaseModel):
    """The same as it came: the signature covers the bytes of the body."""

    body: bytes = Field(repr=False)
    signature: str = Field(repr=False)


class Taken(BaseModel):
    """The event was taken."""

    received: bool = True
