"""What the issuer encrypts to MDES in its answers, sealed with the official library."""

from client_encryption.field_level_encryption import encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from pydantic import BaseModel

from .schemas import SealedAnswer


def sealed(plain: BaseModel, sealing: FieldLevelEncryptionConfig) -> SealedAnswer:
    """Return a message encrypted to MDES; members without a value are left out."""
    answer = encrypt_payload({"encryptedPayload": {"encryptedData": plain.model_dump(mode="json", exclude_none=True)}}, sealing)
    return SealedAnswer.model_validate(answer["encryptedPayload"])
