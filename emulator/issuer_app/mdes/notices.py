"""What MDES tells the issuer about a token: opened, checked, and put into the app's own words."""

from datetime import datetime
from hashlib import sha256
from typing import Final

from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from ..errors import NoticeRefused
from ..pan import Pan
from ..providers import TokenNews
from .opening import opened
from .schemas import NotifyTokenUpdated, OpenedPayload, TokenNotice

# The name by which cards know MDES.
PROVIDER: Final = "mdes"


def digest_of(message: NotifyTokenUpdated) -> str:
    """Return what tells a redelivered notice from a new one, 64 hex digits.

    Only the readable part counts: the encrypted part differs at every attempt although it says the same.
    """
    readable = message.model_dump_json(exclude={"tokens": {"__all__": {"fundingAccountInfo"}}})
    return sha256(readable.encode()).hexdigest()


def open_notice(message: NotifyTokenUpdated, opening: FieldLevelEncryptionConfig, now: datetime) -> list[TokenNews]:
    """Return what changed about each token. Raises NoticeRefused."""
    return [_news(message.reasonCode, token, _opened(token, opening, now)) for token in message.tokens]


def _opened(token: TokenNotice, opening: FieldLevelEncryptionConfig, now: datetime) -> OpenedPayload | None:
    if token.fundingAccountInfo is None:
        return None
    return opened(token.fundingAccountInfo, opening, plain=OpenedPayload, now=now)


def _news(reason_code: str, token: TokenNotice, plain: OpenedPayload | None) -> TokenNews:
    if reason_code == "STATUS_UPDATE" and token.status is None:
        raise NoticeRefused("MISSING_REQUIRED_FIELD", "Missing Required Field - status")
    data = plain.tokenData if plain else None
    account = plain.cardAccountData if plain else None
    return TokenNews(
        provider=PROVIDER,
        reference=token.tokenUniqueReference,
        status=token.status,
        suspended_by=tuple(sorted(set(token.suspendedBy))),
        expiry=token.tokenExpiry or (data.expiry if data else None),
        last4=data.token[-4:] if data else None,
        pan=Pan(account.accountNumber) if account else None,
        reason_code=reason_code,
    )
