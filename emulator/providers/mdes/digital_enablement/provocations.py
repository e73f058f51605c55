"""How a developer meets each reason code of Digital Enablement, and of the gateway before it."""

from collections.abc import Mapping
from typing import Final

from emulator.core.provider import Provocation

GATEWAY: Final[Mapping[str, str]] = {
    "INVALID_OAUTH_SBS": "send no Authorization header, or one that lacks a parameter",
    "INVALID_CLIENT_ID": "sign under a consumer key that nobody has registered",
    "INVALID_BODY_HASH": "change a byte of the body after it was hashed",
    "AUTHENTICATION_FAILED": "sign with a key that is not the registered one",
    "UNSUPPORTED_MEDIA_TYPE": "announce the body as something else than JSON",
    "NOT_FOUND": "call a path at which nothing answers",
    "PAYLOAD_TOO_LARGE": "send a body of more bytes than `--body-limit`",
    "METHOD_NOT_ALLOWED": "call an operation with another method",
}

SERVICE: Final[Mapping[str, str]] = {
    "INVALID_JSON": "send a body that is no JSON object",
    "UNRECOGNIZED_FIELD": "run the emulator with `--mdes-unknown-fields refuse`, and send a member that no message knows",
    "AUTHORIZATION_FAILED": "name a token requestor that is not registered, or another requestor's token",
    "MISSING_REQUIRED_FIELD": "leave `taskId` out",
    "INVALID_FIELD_FORMAT": "put letters into `tokenRequestorId`",
    "INVALID_FIELD_LENGTH": "name eleven tokens in suspend",
    "INVALID_FIELD_VALUE": "ask for a `tokenType` that is not `CLOUD`",
    "INVALID_RESPONSE_HOST": "send a URL as `responseHost`",
    "NO_RESPONSE_FROM_ISSUER": "tokenize a card with the code `191`",
    "CRYPTOGRAPHY_ERROR": "encrypt to another certificate than the request certificate",
    "INTERNAL_SERVICE_FAILURE": "tokenize a card with the code `107` (status 500)",
    "INVALID_PAN": "tokenize a card with the code `102`",
    "MISSING_EXPIRY_DATE": "tokenize a card without its expiry",
    "PAN_INELIGIBLE": "tokenize a card with the code `101`, or of another network",
    "DEVICE_INELIGIBLE": "check a card with the code `105`",
    "PAN_INELIGIBLE_FOR_DEVICE": "check a card with the code `106`",
    "PAN_PROVISIONING_COUNT_EXCEEDED": "tokenize a card with the code `103`",
    "PROVISION_FAILED": "tokenize a card with the code `104`",
    "INVALID_ELIGIBILITY_RECEIPT": "digitize with a receipt that is used, half an hour old, or another app's",
    "INVALID_TASK_ID": "ask for a task that the requestor does not have",
    "INVALID_TERMS_AND_CONDITIONS": "digitize without agreeing to the terms that checkEligibility named",
    "INVALID_TOKEN_UNIQUE_REFERENCE": "name a token that is not there",
    "INVALID_PAN_UNIQUE_REFERENCE": "name a card that is not there",
    "INVALID_TOKEN_STATUS": "pay with a token that is not active",
    "INCORRECT_TAV": "tokenize with Mastercard's documented dummy value as tokenizationAuthenticationValue",
    "EXPIRED_CODE": "ask for a code once more when half an hour is over",
    "INVALID_AUTHENTICATION_METHOD": "ask for a code by a method that was not offered",
    "INVALID_WORKFLOW": "try a code before one was sent, or ask for one by a method that brings none",
    "DUPLICATE_REQUEST": "use a `taskId` twice",
}

# Codes that integrators report for calls that are not emulated (the mobile PIN, secure elements, other credentials of a card).
ELSEWHERE: Final = (
    "NO_ACTIVE_TOKENS",
    "ALT_CREDENTIALS_COUNT_EXCEEDED",
    "INVALID_CRYPTOGRAPHIC_DATA",
    "TOKEN_PAN_NOT_FOUND",
    "INVALID_DATA",
    "INVALID_METHOD",
    "INVALID_AID_CARD_TYPE",
    "INVALID_AID_RID",
    "INVALID_CARDLET_ID",
)
ARMED: Final = "nothing here leads to it: arm a scenario whose `answer` has it"

PROVOCATIONS: Final = (
    *(Provocation(code, how) for table in (GATEWAY, SERVICE) for code, how in table.items()),
    *(Provocation(code, ARMED) for code in ELSEWHERE),
)
