"""Ephemeral keys, and the nonces by which web pages ask for one (docs.stripe.com/issuing/elements)."""

from typing import Literal

from pydantic import Field

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Parameters, Text


class CreateEphemeralKey(Parameters):
    """What the key is for: exactly one of these, but that a nonce goes together with a card."""

    customer: Text | None = None
    issuing_card: Text | None = None
    nonce: Text | None = Field(None, description="the public one")
    verification_session: Text | None = None


class DeleteEphemeralKey(Parameters):
    """Which key."""

    key: Text


class CreateNonce(Parameters):
    """A pair of nonces."""


class AssociatedObject(StripeObject):
    """What the key opens."""

    id: str
    type: str


class EphemeralKey(StripeObject):
    """A key that opens one object for a while."""

    id: str
    object: Literal["ephemeral_key"]
    associated_objects: list[AssociatedObject] = Field(description="read by the mobile SDKs")
    created: int
    expires: int
    livemode: bool
    secret: str | None = Field(None, repr=False, description="the key itself; shown once, when it is made")


class Nonces(StripeObject):
    """A pair of nonces: the public one goes to the issuer's server, the private one stays in the page."""

    private_nonce: str
    public_nonce: str
