"""How a developer meets each reason code of Customer Service; the gateway's stand with Digital Enablement."""

from collections.abc import Mapping
from typing import Final

from emulator.core.provider import Provocation

SERVICE: Final[Mapping[str, str]] = {
    "EMPTY_RESULT": "name a token that is not there, or is another issuer's; search by a number that a card no longer has",
    "NOT_SUPPORTED": "ask for `Format=XML`, or reset the mobile PIN of a token that lies on no device",
    "INVALID_TOKEN_STATUS": "suspend a token twice, or lift a suspension that is not the issuer's",
    "INVALID_WORKFLOW": "resend a code by a method whose `ResendIndicator` is `FALSE`",
    "INVALID_CONDITIONAL_FIELD": "search by two keys at once",
    "MISSING_CONDITIONAL_FIELD": "search by none",
    "MISSING_REQUIRED_FIELD": "leave `AuditInfo` out",
    "MISSING_REQUIRED_INPUT": "send no body, or one without its root member (`SearchRequest`)",
    "INVALID_FIELD_FORMAT": "write a card number with dashes",
    "INVALID_FIELD_LENGTH": "search by a card number of twenty digits",
    "INVALID_FIELD_VALUE": "suspend with a `ReasonCode` of another call, or update to a number of another account range",
    "INVALID_REQUEST": "send a body that is no JSON object",
    "INVALID_DATA": "encrypt `EncryptedAccountInformation` to another certificate than the request certificate",
    "INTERNAL_SERVICE_FAILURE": "arm a scenario with the error `Unavailable` (status 500)",
}

PROVOCATIONS: Final = tuple(Provocation(code, how) for code, how in SERVICE.items())
