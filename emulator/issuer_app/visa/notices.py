"""What Visa tells the issuer about a token, put into the app's own words."""

from hashlib import sha256
from typing import Final

from ..pan import Pan
from ..providers import TokenNews
from .schemas import CardAndToken, TokenChanged

# The name by which cards know Visa.
PROVIDER: Final = "visa"


def digest_of(event_id: str) -> str:
    """Return what tells a redelivered notice from a new one, 64 hex digits: the same event has the same id."""
    return sha256(f"{PROVIDER}/{event_id}".encode()).hexdigest()


def news_of(reference: str, message: TokenChanged, plain: CardAndToken) -> TokenNews:
    """Return what changed about the token that Visa calls so; who holds a suspended token is not told."""
    token = plain.tokenInfo
    return TokenNews(
        provider=PROVIDER,
        reference=reference,
        status=token.tokenStatus,
        suspended_by=(),
        expiry=token.tokenExpirationDate.mmyy if token.tokenExpirationDate else None,
        last4=token.token[-4:] if token.token else None,
        pan=Pan(plain.cardholderInfo.primaryAccountNumber),
        reason_code=message.messageReasonCode,
    )
