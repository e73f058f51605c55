"""What an x-pay-token covers: a time, the resource path, the raw query and the body, one after the other.

Two rules say which part of the URL's path is the resource path (developer.visa.com, x-pay-token; In-App Provisioning
reference; package @visa/api-client): Visa Token Service takes all of it, the other products leave the first segment out.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Version = Literal["xv2", "x"]
"""The first part of a token: `xv2` is HMAC-SHA256, `x` the older SHA-256 over secret and message (Visa Checkout)."""

VERSIONS: Final[Mapping[str, Version]] = {"xv2": "xv2", "x": "x"}

PathRule = Literal["full-path", "without-first-segment"]
PATH_RULES: Final[tuple[PathRule, ...]] = ("full-path", "without-first-segment")

FULL_PATH_PRODUCTS: Final = frozenset({"vts"})


@dataclass(frozen=True)
class SignedRequest:
    """A request and its token. `path` and `query` are raw, percent-encoded as sent; the query without question mark."""

    token: str | None
    path: str
    query: str
    body: bytes


@dataclass(frozen=True)
class Message:
    """The text that is signed, in its parts, and the secret and formula that sign it."""

    timestamp: str
    resource: str
    query: str
    body: bytes
    secret: bytes = field(repr=False)
    version: Version = "xv2"

    def signature(self) -> str:
        """Return 64 lower-case hex digits."""
        text = f"{self.timestamp}{self.resource}{self.query}".encode("utf-8", "replace") + self.body
        if self.version == "x":
            return hashlib.sha256(self.secret + text).hexdigest()
        return hmac.digest(self.secret, text, hashlib.sha256).hex()

    def shown(self) -> str:
        """Return the text for an explanation: the body by size and hash only, because it may hold a card."""
        if not self.body:
            return f"{self.timestamp}{self.resource}{self.query}"
        fingerprint = hashlib.sha256(self.body).hexdigest()[:16]
        return f"{self.timestamp}{self.resource}{self.query}<body of {len(self.body)} bytes, SHA-256 {fingerprint}...>"


def rule_of(path: str) -> PathRule:
    """Return the rule of the product that `path` belongs to, by its first segment."""
    return "full-path" if path.lstrip("/").partition("/")[0] in FULL_PATH_PRODUCTS else "without-first-segment"


def resource_path(path: str, rule: PathRule) -> str:
    """Return the part of a raw path that is signed, without leading slash."""
    full = path.lstrip("/")
    return full if rule == "full-path" else full.partition("/")[2]
