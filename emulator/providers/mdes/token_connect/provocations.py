"""How a developer meets each reason code of Token Connect; the gateway's stand with Digital Enablement."""

from collections.abc import Mapping
from typing import Final

from emulator.core.provider import Provocation

SERVICE: Final[Mapping[str, str]] = {
    "ACCOUNT_INELIGIBLE": "push a card of another network, or ask for a number that begins no account range",
    "AUTHORIZATION_FAILED": "push to a token requestor that is not registered, or takes no pushed cards",
    "MISSING_REQUIRED_FIELD": "leave `tokenRequestorId` out",
    "INVALID_FIELD_FORMAT": "put letters into `accountRanges`",
    "INVALID_FIELD_LENGTH": "ask for a range by eight digits",
    "INVALID_FIELD_VALUE": "use a `pushAccountId` twice in one request, or push a card whose last month is over",
    "INVALID_JSON": "send a body that is no JSON object",
    "UNRECOGNIZED_FIELD": "run the emulator with `--mdes-unknown-fields refuse`, and send a member that no message knows",
    "CRYPTOGRAPHY_ERROR": "encrypt to another certificate than the request certificate",
    "INTERNAL_SERVICE_FAILURE": "arm a scenario with the error `Unavailable` (status 500)",
}

PROVOCATIONS: Final = tuple(Provocation(code, how) for code, how in SERVICE.items())
