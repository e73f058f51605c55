"""Idempotency keys (docs.stripe.com/api/idempotent_requests): of POSTs only, compared by path and parameters, kept for a day."""

import hashlib
from typing import Final

import orjson

from emulator.core.context import Context
from emulator.core.message import Fields, Request, Response
from emulator.core.wire import Malformed, Repeat
from emulator.crypto.diagnosis import Finding
from emulator.providers.stripe.wire.conversation import idempotency_key

LONGEST: Final = 255
REQUEST_ID: Final = "Request-Id"


def repeat(ctx: Context, request: Request, fields: Fields) -> Repeat | None:
    """Return the key that makes this call idempotent, and what must not change under it.

    Raises:
        Malformed: the key is too long.
    """
    key = idempotency_key(ctx)
    if key is None:
        return None
    if len(key) > LONGEST:
        raise Malformed(_too_long(key))
    meant = orjson.dumps([request.path, fields], option=orjson.OPT_SORT_KEYS)
    return Repeat(f"stripe:{key}", hashlib.sha256(meant).hexdigest())


def replayed(response: Response) -> Response:
    """Return a kept answer marked as one, with the id of the request that it first answered."""
    marked = response.with_header("Idempotent-Replayed", "true")
    return marked.with_header("Original-Request", response.headers.get(REQUEST_ID, ""))


def client_key(repeat: Repeat) -> str:
    """Return the key as the client wrote it."""
    return repeat.key.removeprefix("stripe:")


def _too_long(key: str) -> Finding:
    return Finding(
        check="idempotency",
        cause="idempotency_key_too_long",
        message=f"Idempotency keys can have up to {LONGEST} characters, but you passed in one of {len(key)}.",
        fix="use a shorter key; a UUID has 36 characters",
    )
