"""Tokens made, read, and checked step by step: form, API key, clock, signature; replay is the caller's to remember."""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote

from emulator.crypto.diagnosis import Finding, Refused
from emulator.crypto.signatures.x_pay_token.message import VERSIONS, Message, PathRule, SignedRequest, Version, resource_path, rule_of
from emulator.crypto.signatures.x_pay_token.mistakes import TokenCase, explain

WINDOW_SECONDS: Final = 480
"""How far a token's time may lie from the receiver's, inclusive (Visa Developer Community)."""

LONGEST: Final = 100
"""Characters of a token at most: the length that Visa documents for fields that hold one; a token has 79 today."""

MILLISECOND_DIGITS: Final = 13


@dataclass(frozen=True)
class Token:
    """The three parts of a token; `timestamp` is decimal Unix seconds, as text."""

    version: Version
    timestamp: str
    signature: str


@dataclass(frozen=True)
class Verified:
    """A request whose token holds, under which of the two rules, and what was signed of its path."""

    rule: PathRule
    resource: str


def sign(request: SignedRequest, secret: str, *, timestamp: int, rule: PathRule | None = None, version: Version = "xv2") -> str:
    """Return the token for a request, whose own is ignored; `timestamp` in Unix seconds, `rule` that of the path's product."""
    message = _message(request, secret, Token(version, str(timestamp), ""), rule=rule or rule_of(request.path))
    return f"{version}:{timestamp}:{message.signature()}"


def verify(request: SignedRequest, secret: str, *, now: datetime, rules: Sequence[PathRule] | None = None) -> Verified:
    """Make every check but replay, with the secret of an already known API key. Raises `Refused`.

    `now` is aware. `rules` are those that are accepted, by default only that of the path's product.
    """
    token = parse(request.token)
    check_clock(token, now=now)
    return check_signature(request, token, secret, rules=rules)


def parse(text: str | None) -> Token:
    """Return the parts of a token. Raises `Refused` (check "header")."""
    version, timestamp, signature, *more = [*(text or "").split(":"), "", "", ""][:4]
    known = VERSIONS.get(version)
    is_whole = (text or "").count(":") == 2 and len(text or "") <= LONGEST and not any(more)
    if known is None or not is_whole or not (timestamp.isascii() and timestamp.isdigit()):
        raise Refused(_malformed(text))
    return Token(known, timestamp, signature)


def _malformed(text: str | None) -> Finding:
    return Finding(
        check="header",
        cause="malformed",
        message="There is no x-pay-token." if not text else "The x-pay-token is not three parts between colons.",
        fix="Send xv2, the Unix time in seconds and 64 lower-case hex digits, joined by colons, in the header x-pay-token.",
        expected="xv2:<digits>:<64 hex digits>",
        got=(text or "")[:LONGEST],
    )


def api_key(query: str) -> str | None:
    """Return the API key of a raw query, decoded, or None: parameter `apikey` in any letter case, where + is no blank."""
    pairs = (pair.partition("=") for pair in query.split("&"))
    return next((unquote(value) for name, _, value in pairs if name.lower() == "apikey"), None)


def unknown_api_key(sent: str | None, known: Collection[str]) -> Finding:
    """Say that `sent` is none of the `known` API keys, or that none was sent."""
    return Finding(
        check="api_key",
        cause="unknown_api_key",
        message="The query has no parameter apiKey." if sent is None else "No client is registered with this API key.",
        fix="Put the API key into the query as apiKey, percent-encoded; use one of the emulator (tsp-emulator keys), or register yours.",
        expected=" or ".join(list(known)[:3]) or None,
        got=None if sent is None else sent[:100],
    )


def already_used(token: str) -> Finding:
    """Say that a token was sent before; one is remembered after it matched, for `WINDOW_SECONDS`."""
    return Finding(
        check="replay",
        cause="token_already_used",
        message="This x-pay-token was used before.",
        fix="Make a new token for each request, also for a repeated one: the time must move on by a second.",
        got=token[:LONGEST],
    )


def check_clock(token: Token, *, now: datetime, window_seconds: int = WINDOW_SECONDS) -> None:
    """Compare a token's time with `now` (aware). Raises `Refused` (check "clock")."""
    seconds = int(now.timestamp())
    offset = int(token.timestamp) - seconds
    if abs(offset) <= window_seconds:
        return
    in_milliseconds = len(token.timestamp) == MILLISECOND_DIGITS
    raise Refused(
        Finding(
            check="clock",
            cause="timestamp_in_milliseconds" if in_milliseconds else "timestamp_outside_window",
            message="The token's time is in milliseconds." if in_milliseconds else f"The token's time is off by {offset} seconds.",
            fix="Use Unix time in seconds, UTC, at the moment of sending."
            if in_milliseconds
            else "Set the clock; sign just before sending.",
            expected=f"{seconds}, give or take {window_seconds}",
            got=token.timestamp,
        )
    )


def check_signature(request: SignedRequest, token: Token, secret: str, *, rules: Sequence[PathRule] | None = None) -> Verified:
    """Compare a token's hash under each of the `rules`. Raises `Refused` (check "signature").

    The finding's `expected` is the text that would have verified, its `got` the one that was signed, where it was found.
    """
    accepted = tuple(rules or (rule_of(request.path),))
    for rule in accepted:
        message = _message(request, secret, token, rule=rule)
        if hmac.compare_digest(message.signature().encode(), token.signature.encode("utf-8", "replace")):
            return Verified(rule, message.resource)
    right = _message(request, secret, token, rule=accepted[0])
    raise Refused(explain(TokenCase(right, token.signature, request.path)))


def _message(request: SignedRequest, secret: str, token: Token, *, rule: PathRule) -> Message:
    return Message(
        timestamp=token.timestamp,
        resource=resource_path(request.path, rule),
        query=request.query,
        body=request.body,
        secret=secret.encode("utf-8", "replace"),
        version=token.version,
    )
