"""What is known of a call from its first look to its last byte: its request id, its API version, its idempotency key."""

from typing import Final

from emulator.core.context import Context
from emulator.core.message import Request

_REQUEST: Final = "stripe.request"
_VERSION: Final = "stripe.version"
_KEY: Final = "stripe.key"


def begin(ctx: Context, request: Request) -> None:
    """Note what the headers say, once; must come before the unit, where what is drawn may be drawn again."""
    if _REQUEST not in ctx.sealing:
        ctx.sealing[_REQUEST] = f"req_{ctx.ids.letters(14)}"
        ctx.sealing[_VERSION] = header(request, "stripe-version")
        ctx.sealing[_KEY] = header(request, "idempotency-key") if request.method == "POST" else ""


def header(request: Request, name: str) -> str:
    """Return a header's value as text that JSON can hold: bytes that are no UTF-8 show as escapes."""
    return request.header(name).encode(errors="backslashreplace").decode()


def request_id(ctx: Context) -> str | None:
    """Return the call's `req_...`; None where no call of this API is under way."""
    return ctx.sealing.get(_REQUEST)


def version(ctx: Context) -> str | None:
    """Return the API version that the caller asked for, if any."""
    return ctx.sealing.get(_VERSION) or None


def idempotency_key(ctx: Context) -> str | None:
    """Return the caller's key, if any."""
    return ctx.sealing.get(_KEY) or None
