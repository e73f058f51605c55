"""What each provider's refusals look like, written by hand: statuses that it documents, and the form of a body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

CLIENT_ERRORS: Final = frozenset({400, 401, 404, 405, 413, 415})
STRIPE_TYPES: Final = {"api_error", "card_error", "idempotency_error", "invalid_request_error"}


@dataclass(frozen=True)
class Shape:
    """The statuses that may come, and whether a body is in the provider's form."""

    statuses: frozenset[int]
    holds: Callable[[int, Any], bool]


def mdes_shape(status: int, body: Any) -> bool:
    """The gateway's form for what the gateway refuses; status 200 and `errors` for what the service refuses."""
    if status == 200:
        return isinstance(body, dict) and ("errorCode" not in body or isinstance(body["errors"], list))
    error = body["Errors"]["Error"][0]
    return {"Source", "ReasonCode", "Description", "Recoverable", "Details"} <= set(error)


def customer_service_shape(status: int, body: Any) -> bool:
    """`Errors` with a status from 400 on, for what the gateway refuses and for what the service refuses."""
    if status == 200:
        return isinstance(body, dict) and "Errors" not in body
    return {"Source", "ReasonCode", "Description", "Recoverable"} <= set(body["Errors"]["Error"][0])


def visa_shape(status: int, body: Any) -> bool:
    """`responseStatus` from the gateway, `errorResponse` from a product; agentic commerce envelopes what is not the gateway's."""
    if status < 300 or set(body) == {"encData"}:
        return isinstance(body, dict) and "errorResponse" not in body
    if "responseStatus" in body:
        return {"status", "code", "severity", "message", "info"} == set(body["responseStatus"])
    return {"status", "message", "reason"} <= set(body["errorResponse"]) and body["errorResponse"]["status"] == status


def stripe_shape(status: int, body: Any) -> bool:
    """`error` with a type of Stripe's and a message."""
    return status < 300 or (body["error"]["type"] in STRIPE_TYPES and bool(body["error"]["message"]))


def problem_shape(status: int, body: Any) -> bool:
    """RFC 9457 for what our own API refuses."""
    return status < 300 or {"type", "title", "status", "detail"} <= set(body)


SHAPES: Final[Mapping[str, Shape]] = {
    "mdes.customer_service": Shape(frozenset({200}) | CLIENT_ERRORS, customer_service_shape),
    "mdes.": Shape(frozenset({200}) | CLIENT_ERRORS, mdes_shape),
    "vts.": Shape(frozenset({200, 201, 403, 409, 501}) | CLIENT_ERRORS, visa_shape),
    "stripe": Shape(frozenset({200, 402, 403, 409}) | CLIENT_ERRORS, stripe_shape),
    "admin": Shape(frozenset({200, 201, 202, 403, 409, 422}) | CLIENT_ERRORS, problem_shape),
    "inbox": Shape(frozenset({200, 422}) | CLIENT_ERRORS, problem_shape),
}


def shape_of(api: str) -> Shape:
    """The first row that an API's name begins with."""
    return next(shape for prefix, shape in SHAPES.items() if api.startswith(prefix))
