"""What MDES tells the issuer about a token: opened, checked, and put into the app's own words."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from client_encryption.encryption_exception import EncodingError, EncryptionError, HashAlgorithmError, KeyWrappingError
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..errors import NoticeRefused
from ..pan import Pan
from ..providers import TokenNews
from .schemas import NotifyTokenUpdated, OpenedPayload, TokenNotice

# The name by which cards know MDES.
PROVIDER: Final = "mdes"

# pydantic's error types, in the words that MDES lets an issuer answer with (developer.mastercard.com, MDES Pre-Digitization).
FIELD_ERRORS: Final = {
    "json_invalid": ("INVALID_JSON", "Invalid JSON"),
    "missing": ("MISSING_REQUIRED_FIELD", "Missing Required Field"),
    "string_too_long": ("INVALID_FIELD_LENGTH", "Invalid Field Length"),
    "string_too_short": ("INVALID_FIELD_LENGTH", "Invalid Field Length"),
    "too_long": ("INVALID_FIELD_LENGTH", "Invalid Field Length"),
    "too_short": ("INVALID_FIELD_LENGTH", "Invalid Field Length"),
    "literal_error": ("INVALID_FIELD_VALUE", "Invalid Field Value"),
}
OTHER_FIELD_ERROR: Final = ("INVALID_FIELD_FORMAT", "Invalid Field Format")


def digest_of(message: NotifyTokenUpdated) -> str:
    """Return what tells a redelivered notice from a new one, 64 hex digits.

    Only the readable part counts: the encrypted part differs at every attempt although it says the same.
    """
    readable = message.model_dump_json(exclude={"tokens": {"__all__": {"fundingAccountInfo"}}})
    return sha256(readable.encode()).hexdigest()


def open_notice(message: NotifyTokenUpdated, opening: FieldLevelEncryptionConfig, now: datetime) -> list[TokenNews]:
    """Return what changed about each token. Raises NoticeRefused."""
    return [_news(message.reasonCode, token, _opened(token, opening, now)) for token in message.tokens]


def field_refusal(errors: Sequence[ErrorDetails]) -> NoticeRefused:
    """Put the first of pydantic's errors into the words of MDES."""
    code, text = FIELD_ERRORS.get(errors[0]["type"], OTHER_FIELD_ERROR)
    names = [str(part) for part in errors[0]["loc"] if isinstance(part, str)]
    return NoticeRefused(code, f"{text} - {names[-1]}" if names else text)


def _news(reason_code: str, token: TokenNotice, opened: OpenedPayload | None) -> TokenNews:
    if reason_code == "STATUS_UPDATE" and token.status is None:
        raise NoticeRefused("MISSING_REQUIRED_FIELD", "Missing Required Field - status")
    data = opened.tokenData if opened else None
    account = opened.cardAccountData if opened else None
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


def _opened(token: TokenNotice, opening: FieldLevelEncryptionConfig, now: datetime) -> OpenedPayload | None:
    if token.fundingAccountInfo is None:
        return None
    sealed = token.model_dump(include={"fundingAccountInfo"}, exclude_none=True)
    try:
        plain = decrypt_payload(sealed, opening)["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]
    except (EncryptionError, EncodingError, HashAlgorithmError, KeyWrappingError, KeyError) as error:
        raise NoticeRefused("CRYPTOGRAPHY_ERROR", "Cryptography Error") from error
    try:
        opened = OpenedPayload.model_validate(plain)
    except ValidationError as error:
        raise field_refusal(error.errors()) from None
    if opened.dataValidUntilTimestamp and opened.dataValidUntilTimestamp < now:
        raise NoticeRefused.bad_value("dataValidUntilTimestamp")
    return opened
