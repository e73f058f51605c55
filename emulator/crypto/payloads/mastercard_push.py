"""The two journeys of a pushed card through a browser: the receipt to the token requestor, and the result back to the issuer.

What travels is documented for MDES Token Connect; the exact spelling of the parameters follows public integrations.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

SIGNED: Final = "pushAccountData"
RECEIPTS: Final = "pushAccountReceipts"
# As many receipts as one redirect carries.
MOST_RECEIPTS: Final = 5
_RESULT: Final = re.compile(r"results\[([^\]]{1,64})\]")
# One public example spells the member of the signed form in another way.
_CALLBACK_URLS: Final = ("callbackURL", "callBackURL")


class Result(StrEnum):
    """What became of a receipt; the last two come later, when the holder of a token was authenticated."""

    APPROVED = "APPROVED"
    REQUIRE_ADDITIONAL_AUTHENTICATION = "REQUIRE_ADDITIONAL_AUTHENTICATION"
    DECLINED = "DECLINED"
    CANCELLED = "CANCELLED"
    ERROR = "ERROR"
    AUTHENTICATED = "AUTHENTICATED"
    DELETED = "DELETED"


class PushRedirectError(ValueError):
    """The URL carries no receipts, or not in a way that can be read."""


@dataclass(frozen=True, slots=True)
class Push:
    """What a redirect to a token requestor says: the receipts, and how the cardholder comes back."""

    receipts: tuple[str, ...]
    callback_url: str | None = None
    callback_required: bool = False
    complete_issuer_app_activation: bool = False
    complete_website_activation: bool = True
    account_holder_data_supplied: bool = False
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What a token requestor reports of one receipt; `token` is its reference, if one was made."""

    receipt: str
    result: Result
    token: str | None = None


def unsigned_redirect(uri: str, push: Push) -> str:
    """Return the URL that carries the receipts as plain parameters."""
    flags = {
        "callbackRequired": push.callback_required,
        "completeIssuerAppActivation": push.complete_issuer_app_activation,
        "completeWebsiteActivation": push.complete_website_activation,
        "accountHolderDataSupplied": push.account_holder_data_supplied,
    }
    texts = {RECEIPTS: ",".join(push.receipts), "callbackURL": push.callback_url, "locale": push.locale}
    given = [(name, text) for name, text in texts.items() if text is not None]
    return _with_query(uri, [*given, *((name, str(flag).lower()) for name, flag in flags.items())])


def signed_redirect(uri: str, jws: str) -> str:
    """Return the URL that carries a compact JWS over the same; it travels alone."""
    return _with_query(uri, [(SIGNED, jws)])


def signed_text(push: Push) -> bytes:
    """Return what is signed in the signed form: UTF-8 JSON without blanks."""
    members = {
        RECEIPTS: list(push.receipts),
        "callbackURL": push.callback_url,
        "completeIssuerAppActivation": push.complete_issuer_app_activation,
        "completeWebsiteActivation": push.complete_website_activation,
        "accountHolderDataSupplied": push.account_holder_data_supplied,
        "locale": push.locale,
    }
    told = {name: value for name, value in members.items() if value is not None}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def read_redirect(url: str) -> Push | str:
    """Return what a redirect says, or the JWS that says it; parameters that are not known are passed over.

    Raises:
        PushRedirectError: it carries no receipts, or more than five.
    """
    parameters = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    if SIGNED in parameters:
        return parameters[SIGNED]
    return _push({**parameters, RECEIPTS: [one for one in parameters.get(RECEIPTS, "").split(",") if one]})


def read_signed_text(text: bytes) -> Push:
    """Return what the payload of the signed form says, once its signature was checked.

    Raises:
        PushRedirectError: it is no JSON object with receipts.
    """
    try:
        members = json.loads(text)
    except ValueError:
        raise PushRedirectError("what was signed is no JSON") from None
    if not isinstance(members, dict) or not isinstance(members.get(RECEIPTS), list):
        raise PushRedirectError("what was signed is no object with receipts")
    return _push(members)


def callback(url: str, reports: Iterable[Reported]) -> str:
    """Return the URL that brings results back to the issuer."""
    given = [(f"results[{one.receipt}]", one.result + (f"|{one.token}" if one.token else "")) for one in reports]
    return _with_query(url, given)


def read_callback(url: str) -> list[Reported]:
    """Return the results that a callback brings; other parameters, and results of unknown names, are passed over."""
    found = [(_RESULT.fullmatch(name), value.partition("|")) for name, value in parse_qsl(urlsplit(url).query)]
    known = set(Result)
    return [Reported(match[1], Result(result), token or None) for match, (result, _, token) in found if match and result in known]


def _push(members: Mapping[str, Any]) -> Push:
    receipts = tuple(str(receipt) for receipt in members[RECEIPTS])
    if not 0 < len(receipts) <= MOST_RECEIPTS:
        raise PushRedirectError(f"a redirect carries one to {MOST_RECEIPTS} receipts")
    return Push(
        receipts=receipts,
        callback_url=next((members[name] for name in _CALLBACK_URLS if members.get(name)), None),
        callback_required=_flag(members, "callbackRequired", otherwise="false"),
        complete_issuer_app_activation=_flag(members, "completeIssuerAppActivation", otherwise="false"),
        complete_website_activation=_flag(members, "completeWebsiteActivation", otherwise="true"),
        account_holder_data_supplied=_flag(members, "accountHolderDataSupplied", otherwise="false"),
        locale=members.get("locale"),
    )


def _flag(members: Mapping[str, Any], name: str, *, otherwise: str) -> bool:
    return str(members.get(name, otherwise)).lower() == "true"


def _with_query(uri: str, parameters: Iterable[tuple[str, str]]) -> str:
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in parameters)
    return uri + ("&" if "?" in uri else "?") + query
