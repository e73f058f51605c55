"""Who calls: the OAuth 1.0a signature of a request, checked against the key that belongs to its consumer key."""

from collections.abc import Callable
from typing import Final

from emulator.core.checks import Check, Checks
from emulator.core.context import Context
from emulator.core.message import Request
from emulator.core.wire import AccessDenied
from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.crypto.diagnosis import Finding, Refused
from emulator.crypto.signatures import oauth1, oauth1_body_hash_mistakes, oauth1_mistakes
from emulator.crypto.signatures.oauth1 import Parameters, SignedRequest
from emulator.crypto.signatures.oauth1_body_hash_mistakes import BodyHashCase
from emulator.crypto.signatures.oauth1_mistakes import SignatureCase
from emulator.domain.worlds import Credential
from emulator.providers.mdes import sealing

KIND: Final = "mdes"


def _signed(request: Request) -> SignedRequest:
    return SignedRequest(request.method, request.url, request.headers.get("authorization"), request.body)


def _parameters(request: Request) -> Parameters:
    return oauth1.parse(request.headers.get("authorization"))


def _shown(name: str) -> Callable[[Request], str]:
    return lambda request: _parameters(request).get(name, "none")


CHECKS: Final = Checks(
    refusing=(
        Check("header", "the Authorization header is one of OAuth", lambda request: ", ".join(_parameters(request))),
        Check(
            "parameters",
            "it has every parameter, and a method that is known",
            _shown("oauth_signature_method"),
        ),
        Check("consumer_key", "a client is registered with its consumer key", lambda request: oauth1.consumer_key(_parameters(request))),
        Check(
            "body_hash",
            "its hash is the one of the body that arrived",
            _shown("oauth_body_hash"),
        ),
        Check(
            "signature",
            "it verifies with the client's key; the base string, as current clients build it",
            lambda request: oauth1.base_string(_signed(request), _parameters(request)),
        ),
    ),
    remarking=(
        Check("clock", "its timestamp is near the machine's time", _shown("oauth_timestamp")),
        Check("nonce", "its nonce is new, as far as the journal goes back", _shown("oauth_nonce")),
    ),
)


def claim(request: Request) -> tuple[str, str]:
    """Return kind and consumer key of the credential that the request shows.

    Raises:
        AccessDenied: it shows none.
    """
    try:
        parameters = oauth1.parse(request.headers.get("authorization"))
        if not parameters.get("oauth_consumer_key"):
            oauth1.require_parameters(parameters, body=request.body)
    except Refused as refused:
        raise AccessDenied(refused.finding) from None
    return KIND, oauth1.consumer_key(parameters)


def authenticate(ctx: Context, request: Request, credential: Credential | None) -> None:
    """Check header, consumer key, body hash and signature, in this order; remark on timestamp and nonce.

    Raises:
        AccessDenied: the first of the checks that failed, explained.
    """
    signed = _signed(request)
    try:
        parameters = oauth1.parse(signed.authorization)
        oauth1.require_parameters(parameters, body=signed.body)
        if credential is None:
            raise Refused(oauth1.unknown_consumer_key(oauth1.consumer_key(parameters), [DEMO_CONSUMER_KEY]))
        _check_body(ctx, parameters, signed.body)
        _check_signature(ctx, signed, parameters, signing_key=credential.secrets["signing"])
    except Refused as refused:
        raise AccessDenied(refused.finding) from None
    _remark_on_the_clock(ctx, parameters)
    _remark_on_the_nonce(ctx, parameters["oauth_nonce"])


def _check_body(ctx: Context, parameters: Parameters, body: bytes) -> None:
    try:
        oauth1.check_body_hash(parameters, body)
    except Refused:
        case = BodyHashCase(parameters.get("oauth_body_hash", ""), body, tuple(sealing.plain_texts(ctx.keys, body)))
        raise Refused(oauth1_body_hash_mistakes.explain(case)) from None


def _check_signature(ctx: Context, signed: SignedRequest, parameters: Parameters, *, signing_key: str) -> None:
    key = ctx.keys.pair(signing_key).public_key
    try:
        oauth1.check_signature(signed, parameters, key)
    except Refused:
        others = {pair.name: pair.public_key for pair in ctx.keys.ring(*sealing.OTHER_ROLES, sealing.REQUEST_KEY).pairs}
        raise Refused(oauth1_mistakes.explain(SignatureCase(signed, parameters, key, others))) from None


def _remark_on_the_clock(ctx: Context, parameters: Parameters) -> None:
    found = oauth1.check_clock(parameters, now=ctx.wall, max_skew_seconds=ctx.settings.max_skew_seconds)
    if found is not None:
        ctx.tolerate(found)


def _remark_on_the_nonce(ctx: Context, nonce: str) -> None:
    # How long the gateway remembers is not published: as long as the journal does.
    ctx.mark = nonce
    if ctx.house.journal.bears(ctx.namespace.id, nonce):
        ctx.tolerate(
            Finding(
                check="nonce",
                cause="nonce_repeated",
                message="this oauth_nonce was used a moment ago",
                fix="sign every request anew, repeated ones too",
            )
        )
