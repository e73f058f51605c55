"""Who calls: the x-pay-token of a request, checked with the shared secret that belongs to its API key."""

from collections.abc import Callable, Iterable
from typing import Final

from emulator.config import Auth
from emulator.core.checks import Check, Checks
from emulator.core.context import Context
from emulator.core.message import Request
from emulator.core.wire import AccessDenied, Ticket
from emulator.core.worlds import DEMO_API_KEY
from emulator.crypto.diagnosis import Refused
from emulator.crypto.signatures import x_pay_token
from emulator.crypto.signatures.x_pay_token import SignedRequest, Token, TokenCase
from emulator.crypto.signatures.x_pay_token.message import PATH_RULES, Message
from emulator.domain.worlds import Credential

KIND: Final = "visa"
HEADER: Final = "x-pay-token"
SECRET: Final = "shared_secret"
# Secrets that clients take for the signing one, by the names that an explanation shows.
OTHER_SECRETS: Final = ("encryption_secret", "outbound_secret")

Opened = Callable[[], Iterable[bytes]]
"""Gives texts that the body was made from, for a client that signs before it encrypts."""


def _nothing() -> Iterable[bytes]:
    return ()


def _token(request: Request) -> Token:
    return x_pay_token.parse(request.headers.get(HEADER))


CHECKS: Final = Checks(
    refusing=(
        Check("header", "the header x-pay-token has its three parts", lambda request: _token(request).version),
        Check("api_key", "a client is registered with the API key of the query", lambda request: x_pay_token.api_key(request.query) or ""),
        Check("clock", "its time is near the machine's", lambda request: _token(request).timestamp),
        Check(
            "signature",
            "its hash is the one that the shared secret makes of time, path, query and body",
            lambda request: _right(request, _token(request), "").shown(),
        ),
        Check("replay", "the token was not used before, where the settings care", lambda request: _token(request).signature),
    ),
)


def claim(request: Request) -> tuple[str, str]:
    """Return kind and API key of the credential that the request shows.

    Raises:
        AccessDenied: it shows none, or its token is none.
    """
    key = x_pay_token.api_key(request.query)
    try:
        x_pay_token.parse(request.headers.get(HEADER))
        if key is None:
            raise Refused(x_pay_token.unknown_api_key(None, [DEMO_API_KEY]))
    except Refused as refused:
        raise AccessDenied(refused.finding) from None
    return KIND, key


def authenticate(ctx: Context, request: Request, credential: Credential | None, *, opened: Opened = _nothing) -> None:
    """Check form, API key, clock and signature, in this order.

    Raises:
        AccessDenied: the first of the checks that failed, explained.
    """
    try:
        token = _token(request)
        if credential is None:
            raise Refused(x_pay_token.unknown_api_key(x_pay_token.api_key(request.query), [DEMO_API_KEY]))
        x_pay_token.check_clock(token, now=ctx.wall)
        _check_signature(ctx, request, credential, opened=opened)
    except Refused as refused:
        raise AccessDenied(refused.finding) from None


def ticket(ctx: Context, request: Request) -> Ticket | None:
    """Return the token as something that is good once within its window; None where the settings let it come again."""
    if ctx.settings.visa_replay == "allow":
        return None
    text = request.header(HEADER)
    token = x_pay_token.parse(text)
    oldest = int(ctx.wall.timestamp()) - x_pay_token.WINDOW_SECONDS
    return Ticket(HEADER, f"{token.timestamp}:{token.signature}", since=f"{oldest}", refusal=x_pay_token.already_used(text))


def _check_signature(ctx: Context, request: Request, credential: Credential, *, opened: Opened) -> None:
    text = request.header(HEADER)
    signed = SignedRequest(text, request.path, request.query, request.body)
    token, secret = x_pay_token.parse(text), credential.secrets[SECRET]
    # Where signatures are not taken strictly, a path that was cut by another product's rule is none of our business.
    rules = None if ctx.settings.auth is Auth.STRICT else PATH_RULES
    try:
        x_pay_token.check_signature(signed, token, secret, rules=rules)
    except Refused:
        others = {name: credential.secrets[name] for name in OTHER_SECRETS if name in credential.secrets}
        case = TokenCase(_right(request, token, secret), token.signature, request.path, others, tuple(opened()))
        raise Refused(x_pay_token.explain(case)) from None


def _right(request: Request, token: Token, secret: str) -> Message:
    resource = x_pay_token.resource_path(request.path, x_pay_token.rule_of(request.path))
    return Message(token.timestamp, resource, request.query, request.body, secret=secret.encode(), version=token.version)
