"""Requests as the vectors and the tests of x-pay-token need them."""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any, Final

from emulator.crypto.signatures.x_pay_token import SignedRequest
from tests.witness import vectors

SECRET: Final = "s3cr3t"
SECONDS: Final = 1_700_000_000
NOW: Final = datetime.fromtimestamp(SECONDS + 10, UTC)
PATH: Final = "/vts/provisionedTokens"
QUERY: Final = "apiKey=AK1"
BODY: Final = b'{"b": 1, "a": "\xc3\xa9"}'


def secrets() -> Any:
    """Return the shared secrets of the vectors by API key."""
    return vectors("x_pay_token")["inputs"]["shared_secrets_by_api_key"]


def request_of(case: Any) -> SignedRequest:
    """Return the request of a vector."""
    return SignedRequest(case.get("x-pay-token"), case["url_path"], case["raw_query"], case["body_utf8"].encode())


def token_over(text: bytes, *, secret: bytes = SECRET.encode(), timestamp: str = str(SECONDS)) -> str:
    """Return a token over whatever text a client may have signed."""
    return f"xv2:{timestamp}:{hmac.new(secret, text, hashlib.sha256).hexdigest()}"


def sent(token: str | None, **changes: Any) -> SignedRequest:
    """Return the usual request with this token, changed where told."""
    usual = {"path": PATH, "query": QUERY, "body": BODY}
    return SignedRequest(token=token, **{**usual, **changes})
