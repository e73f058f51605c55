"""API keys: how they are shown, whose they are, and what each kind may do.

Kinds and prefixes: docs.stripe.com/keys. A key's last part names an account, so that `pk_test_x` and `rk_test_x` belong
to the account of `sk_test_x`; which of them exist is nobody's business in a test mode that hands none out.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from emulator.core.checks import Check, Checks
from emulator.core.context import Context
from emulator.core.message import Request
from emulator.core.operation import AnyOperation
from emulator.core.wire import AccessDenied
from emulator.crypto.diagnosis import Finding
from emulator.domain.worlds import Credential
from emulator.providers.stripe.wire.conversation import header

REMEMBERED: Final = 256
ACCOUNT: Final = "stripe"
EPHEMERAL: Final = "stripe.ephemeral"

NO_KEY: Final = (
    "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth "
    "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, "
    "or we can help at https://support.stripe.com/."
)
PUBLISHABLE_ONLY: Final = (
    "This API call cannot be made with a publishable API key. Please use a secret API key. "
    "You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys."
)

_FORM: Final = re.compile(r"(sk|rk|pk|ek)_(test|live)_([A-Za-z0-9_=+/-]{1,240})")


class KeyKind(StrEnum):
    """What a key is for; the values are the first letters of its text."""

    SECRET = "sk"
    RESTRICTED = "rk"
    PUBLISHABLE = "pk"
    EPHEMERAL = "ek"


# What the narrower kinds may do; a secret key may do everything, and so may a restricted one, whose permissions nobody narrows here.
MAY: Final[Mapping[KeyKind, frozenset[str]]] = {
    KeyKind.PUBLISHABLE: frozenset({"create_ephemeral_key_nonce"}),
    KeyKind.EPHEMERAL: frozenset(
        {"retrieve_card", "push_provisioning_details", "retrieve_pin", "update_pin", "create_verification", "create_ephemeral_key_nonce"}
    ),
}


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A key that a client showed."""

    kind: KeyKind
    mode: str
    rest: str

    @property
    def text(self) -> str:
        return f"{self.kind}_{self.mode}_{self.rest}"

    @property
    def masked(self) -> str:
        """The key as errors show it."""
        return f"{self.kind}_{self.mode}_****{self.rest[-4:] if len(self.rest) > 8 else ''}"

    @property
    def claim(self) -> tuple[str, str]:
        """Kind and name of the credential that lets this key in."""
        if self.kind is KeyKind.EPHEMERAL:
            return EPHEMERAL, self.text
        return ACCOUNT, f"{KeyKind.SECRET}_test_{self.rest}"

    def __repr__(self) -> str:
        return f"Key({self.masked})"


def shown(request: Request) -> Key:
    """Return the key in the Authorization header: after Bearer, or as the user name of Basic (RFC 7617).

    Raises:
        AccessDenied: there is none, it has no form of a key, or it is one of live mode.
    """
    return _key(header(request, "authorization"))


# A request is asked for its key by whoever finds its account, lets it in, and says what it may do.
@lru_cache(maxsize=REMEMBERED)
def _key(authorization: str) -> Key:
    text = _text(authorization)
    if not text:
        raise _denied("no_api_key", NO_KEY, fix="send 'Authorization: Bearer sk_test_...'")
    found = _FORM.fullmatch(text)
    if found is None:
        raise _denied("invalid_api_key", f"Invalid API Key provided: {_hidden(text)}", fix="use a key that begins with sk_test_")
    key = Key(KeyKind(found[1]), found[2], found[3])
    if key.mode == "live":
        raise _denied(
            "live_api_key",
            f"Invalid API Key provided: {key.masked}. This is an emulator: a live key must never be sent to it.",
            fix="use a key that begins with sk_test_, and consider the live key as leaked to whoever sees this traffic",
        )
    return key


CHECKS: Final = Checks(refusing=(Check("api_key", "the key opens an account, and may do this", lambda request: shown(request).masked),))


def check(ctx: Context, key: Key, credential: Credential | None) -> None:
    """Check that the key opens something at this time.

    Raises:
        AccessDenied: nobody has it, or it has expired.
    """
    if credential is None:
        raise _denied("unknown_api_key", f"Invalid API Key provided: {key.masked}", fix="create a new ephemeral key")
    expires = credential.secrets.get("expires")
    if expires and int(expires) <= ctx.now.timestamp():
        raise _denied("api_key_expired", f"Expired API Key provided: {key.masked}", fix="create a new ephemeral key")


def permit(ctx: Context, operation: AnyOperation, request: Request) -> None:
    """Check that this kind of key may call this operation, on this object.

    Raises:
        AccessDenied: it may not.
    """
    key = _shown_or_none(request)
    if key is None or operation.name in MAY.get(key.kind, (operation.name,)):
        _own_card(ctx, request)
        return
    if key.kind is KeyKind.PUBLISHABLE:
        raise _denied("publishable_key", PUBLISHABLE_ONLY, fix="use the secret key, on a server")
    raise _denied(
        "ephemeral_key_scope",
        f"The provided key '{key.masked}' does not have the required permissions for this endpoint.",
        fix="an ephemeral key may look at its own card and provision it; use the secret key for anything else",
    )


def _own_card(ctx: Context, request: Request) -> None:
    own = ctx.credential.secrets.get("card") if ctx.credential else None
    card = request.path_params.get("card")
    if own and card and card != own:
        raise _denied(
            "ephemeral_key_scope",
            f"The provided ephemeral key does not have access to card '{card}'.",
            fix=f"this key was made for {own}; create one for the other card",
        )


def _shown_or_none(request: Request) -> Key | None:
    # Where keys are not checked, a request without one may do everything.
    try:
        return shown(request)
    except AccessDenied:
        return None


def _text(authorization: str) -> str:
    scheme, _, rest = authorization.strip().partition(" ")
    if scheme.lower() == "basic":
        return _user(rest.strip())
    return rest.strip() if scheme.lower() == "bearer" else ""


def _user(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _hidden(text: str) -> str:
    return f"{text[:8]}****" if len(text) > 16 else "****"


def _denied(cause: str, message: str, *, fix: str) -> AccessDenied:
    return AccessDenied(Finding(check="api_key", cause=cause, message=message, fix=fix))
