"""What MDES encrypts to the issuer, opened with the official library and read as a message."""

from datetime import datetime
from typing import TypeVar

from client_encryption.encryption_exception import EncodingError, EncryptionError, HashAlgorithmError, KeyWrappingError
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from pydantic import BaseModel, ValidationError

from ..errors import NoticeRefused
from .refusals import field_refusal
from .schemas import FundingAccount

Plain = TypeVar("Plain", bound=BaseModel)


def opened(account: FundingAccount, opening: FieldLevelEncryptionConfig, *, plain: type[Plain], now: datetime) -> Plain:
    """Return the plaintext of an encrypted account. Raises NoticeRefused."""
    sealed = {"fundingAccountInfo": account.model_dump(exclude_none=True)}
    try:
        told = decrypt_payload(sealed, opening)["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]
    except (EncryptionError, EncodingError, HashAlgorithmError, KeyWrappingError, KeyError) as error:
        raise NoticeRefused("CRYPTOGRAPHY_ERROR", "Cryptography Error") from error
    try:
        read = plain.model_validate(told)
    except ValidationError as error:
        raise field_refusal(error.errors()) from None
    until = getattr(read, "dataValidUntilTimestamp", None)
    if until and until < now:
        raise NoticeRefused.bad_value("dataValidUntilTimestamp")
    return read
