"""What Visa encrypts to the issuer: its signature is verified, and the token inside opened, with joserfc."""

from typing import Final

from joserfc import jwe, jws
from joserfc.errors import JoseError
from pydantic import ValidationError

from .keys import VisaKeys
from .refusals import CRYPTO, MessageRefused, field_refusal
from .schemas import CardAndToken

# Members such as `iat` and `exp` in the header are no standard ones.
SIGNATURES: Final = jws.JWSRegistry(algorithms=["PS256", "RS256"], strict_check_header=False)
ENCRYPTION: Final = jwe.JWERegistry(algorithms=["RSA-OAEP-256", "A256GCM"], strict_check_header=False)


def opened(text: str, keys: VisaKeys) -> CardAndToken:
    """Return the card and the token. Raises MessageRefused."""
    try:
        inner = jws.deserialize_compact(text, keys.verifying, registry=SIGNATURES).payload
        plain = jwe.decrypt_compact(inner.decode("ascii"), keys.opening, registry=ENCRYPTION).plaintext
    except (JoseError, ValueError) as error:
        raise MessageRefused(CRYPTO, "encryptedData: signature or encryption") from error
    try:
        return CardAndToken.model_validate_json(plain or b"")
    except ValidationError as error:
        raise field_refusal(error.errors()) from None
