"""Visa's request signature, made with the standard library (developer.visa.com, x-pay-token)."""

import hashlib
import hmac
from datetime import datetime


def x_pay_token(secret: str, *, path: str, query: str, body: bytes, now: datetime) -> str:
    """Return the header's value: HMAC-SHA256 over time, path without its first segment, query and body, in hex.

    The first segment names the product and is left out, as In-App Provisioning and most products want it.
    """
    at = str(int(now.timestamp()))
    resource = path.lstrip("/").partition("/")[2]
    message = f"{at}{resource}{query}".encode() + body
    return f"xv2:{at}:{hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()}"
