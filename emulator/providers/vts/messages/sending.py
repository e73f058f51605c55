"""The client's half: an opened request sealed to Visa and signed, and an answer opened with the client's own secrets."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import quote

import orjson

from emulator.core.context import Context
from emulator.core.message import Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.provider import OnTape
from emulator.core.wire import Malformed, parse_json
from emulator.crypto.signatures import x_pay_token
from emulator.crypto.signatures.x_pay_token import SignedRequest
from emulator.domain.worlds import Credential
from emulator.providers.vts import sealing
from emulator.providers.vts.x_pay_token import HEADER, SECRET

ON_TAPE: Final = OnTape(
    headers=("content-type", "x-request-id"),
    volatile=frozenset(
        {
            "vProvisionedTokenID",
            "vPanEnrollmentID",
            "tokenReferenceID",
            "panReferenceID",
            "lifeCycleTraceID",
            "paymentAccountReference",
            "encTokenInfo",
            "tokenInfo.last4",
            "tokenInfo.expirationDate.month",
            "tokenInfo.expirationDate.year",
            "vPaymentDataID",
            "cryptogram",
            "codeExpiration",
            "endpoint",
            "authenticationContext.identifier",
            "payload",
            "vCardID",
            "vCustomerID",
            "createdDateTime",
            "updatedDateTime",
            "opaquePaymentCard",
            "activationData",
            "encryptedPassData",
            "ephemeralPublicKey",
            "instructionId",
            "paymentToken",
            "expirationMonth",
            "expirationYear",
            "token",
            "timestamp",
            "dateTimeOfEvent",
            "date",
        }
    ),
)
"""What of Visa changes from run to run."""

_COMPACT: Final = re.compile(r"[\w\-]+(\.[\w\-]+){4}")


def prepared(ctx: Context, operation: AnyOperation, request: Request) -> Request:
    """Return a request with its secret fields encrypted, signed with the context's credential; without one, unsigned."""
    return signed(ctx, replace(request, body=_sealed(ctx, operation, request.body)))


def signed(ctx: Context, request: Request) -> Request:
    """Return a request under the API key and an x-pay-token of the context's credential; without one, as it is."""
    if ctx.credential is None:
        return request
    keyed = _with_key(request, ctx.credential)
    token = x_pay_token.sign(
        SignedRequest(None, keyed.path, keyed.query, keyed.body),
        ctx.credential.secrets[SECRET],
        timestamp=int(ctx.wall.timestamp()),
        rule=x_pay_token.rule_of(keyed.path),
    )
    return replace(keyed, headers={**keyed.headers, HEADER: token})


def opened(ctx: Context, operation: AnyOperation, response: Response) -> bytes:
    """Return the body of an answer with its encrypted fields opened.

    Raises:
        ValueError: a field does not open.
    """
    message = _message(response.body) if operation.sealed_response else None
    if message is None:
        return response.body
    try:
        plain = sealing.opened(ctx, message, operation.sealed_response)
    except sealing.UnreadableField as error:
        raise ValueError(str(error)) from None
    return response.body if plain == message else orjson.dumps(plain)


def _sealed(ctx: Context, operation: AnyOperation, body: bytes) -> bytes:
    message = _message(body) if operation.sealed_request else None
    if message is None or ctx.credential is None:
        return body
    ctx.sealing[sealing.KID] = ctx.credential.secrets.get("encryption_key_id", ctx.credential.name)
    fields = sealing.sealed(ctx, message, _open_places(message, operation.sealed_request))
    return body if fields == message else orjson.dumps(fields)


def _open_places(message: Fields, places: Iterable[str]) -> list[str]:
    """Return the members that are still to be encrypted."""
    return [place for place in places if not (isinstance(message.get(place), str) and _COMPACT.fullmatch(message[place]))]


def _message(body: bytes) -> Fields | None:
    try:
        value = parse_json(body)
    except Malformed:
        return None
    return value if isinstance(value, dict) else None


def _with_key(request: Request, credential: Credential) -> Request:
    if x_pay_token.api_key(request.query) is not None:
        return request
    key = f"apiKey={quote(credential.name, safe='')}"
    query = f"{key}&{request.query}" if request.query else key
    return replace(request, query=query, url=f"{request.url.partition('?')[0]}?{query}")
