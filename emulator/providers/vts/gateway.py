"""Visa's API gateway, which stands before all products: its error form, always in clear, and what it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from emulator.core.message import JSON_HEADERS, Response
from emulator.core.wire import AccessDenied, RateLimited
from emulator.providers.vts.schemas import GatewayRefusal, ResponseStatus

# Visa's public answer to everything that is wrong with a token.
REFUSED_STATUS: Final = 401
# Our own choice: how Visa's gateway answers who calls too often is not published.
LIMITED_STATUS: Final = 429


@dataclass(frozen=True, slots=True)
class Code:
    """One answer of the gateway."""

    code: str
    message: str


NOT_VALID: Final = Code("9201", "Token Validation Failed")
MISMATCH: Final = Code("9159", "Token Validation Failed")
LIMITED: Final = Code("9429", "Rate limit exceeded")
USED: Final = Code("9121", "Token already used")

# Codes as the Visa Developer Community reports them; that a token outside its time window has the code of a wrong hash is
# our own choice.
AT_THE_GATE: Final[Mapping[str, Code]] = {
    "header": NOT_VALID,
    "api_key": NOT_VALID,
    "clock": MISMATCH,
    "signature": MISMATCH,
    "replay": USED,
}


def refusal(error: Exception) -> Response | None:
    """Return the gateway's answer to an error; None when the request got past it."""
    if isinstance(error, RateLimited):
        return _answer(LIMITED_STATUS, LIMITED)
    return _answer(REFUSED_STATUS, AT_THE_GATE.get(error.finding.check, MISMATCH)) if isinstance(error, AccessDenied) else None


def _answer(refused: int, row: Code) -> Response:
    status = ResponseStatus(status=refused, code=row.code, severity="ERROR", message=row.message, info="")
    return Response(refused, GatewayRefusal(responseStatus=status).model_dump_json().encode(), JSON_HEADERS)
