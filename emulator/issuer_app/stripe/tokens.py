"""What Stripe tells about the tokens of its cards, put into the app's own words (docs.stripe.com/api/issuing/tokens/object)."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final, Literal

from pydantic import BaseModel

from ..pan import Pan
from ..providers import TokenNews
from .issuing import PROVIDER

STATUSES: Final[Mapping[str, str]] = {"requested": "INACTIVE", "active": "ACTIVE", "suspended": "SUSPENDED", "deleted": "DEACTIVATED"}


class StripeToken(BaseModel):
    """A token: `card` is Stripe's name of the card behind it."""

    id: str
    card: str
    last4: str | None = None
    status: Literal["requested", "active", "suspended", "deleted"]


class TokenData(BaseModel):
    """What the event is about."""

    object: StripeToken


class TokenEvent(BaseModel):
    """The event that tells of a token that was made or changed."""

    id: str
    type: Literal["issuing_token.created", "issuing_token.updated"]
    data: TokenData


def digest_of(event: TokenEvent) -> str:
    """Return what tells an event that is sent again from a new one, 64 hex digits."""
    return sha256(f"{PROVIDER}/{event.id}".encode()).hexdigest()


def news_of(event: TokenEvent, pan: Pan) -> TokenNews:
    """Return what changed about a token of the card with this number; Stripe tells neither its expiry nor who holds it."""
    token = event.data.object
    return TokenNews(
        provider=PROVIDER,
        reference=token.id,
        status=STATUSES[token.status],
        suspended_by=(),
        expiry=None,
        last4=token.last4,
        pan=pan,
        reason_code=event.type,
    )
