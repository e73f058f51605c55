"""How agentic commerce speaks: whole messages encrypted in both directions, refusals too, and signed as they travel."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import orjson
from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import AccessDenied, Malformed, Unreadable, parse_json
from emulator.core.wire.media import check_media_type
from emulator.crypto.payloads.visa import mle, mle_mistakes
from emulator.crypto.payloads.visa.mle import ENCRYPTIONS, MleError
from emulator.domain.worlds import Credential
from emulator.providers.vts import reasons, x_pay_token
from emulator.providers.vts.messages import reading, sending
from emulator.providers.vts.sealing import CLIENT_KEY, CLIENT_KEY_ID, SERVER_KEY, credential_of, unreadable
from emulator.providers.vts.wire import SENT_ID, VisaWire

KEY_ID_HEADER: Final = "keyid"
# With what the request was encrypted (Context.sealing): answers are encrypted alike.
ENCRYPTION: Final = "enc"
# What Visa's public client sends, where a request does not say.
USUAL: Final = "A128GCM"


class AgenticWire(VisaWire):
    """Speaks through envelopes; only the gateway answers in clear."""

    def prepare(self, ctx: Context, operation: AnyOperation, request: Request) -> Request:
        """Return a request in an envelope, signed as it travels."""
        sealed = mle.seal(
            request.body,
            ctx.keys.pair(SERVER_KEY).public_key,
            key_id=_key_id(ctx),
            issued_at_ms=int(ctx.wall.timestamp() * 1_000),
            chance=ctx.sealing_chance,
            encryption=ENCRYPTIONS[USUAL],
        )
        return sending.signed(ctx, replace(request, body=sealed, headers={**request.headers, KEY_ID_HEADER: _key_id(ctx)}))

    def open_answer(self, ctx: Context, operation: AnyOperation, response: Response) -> bytes:
        """Return an answer out of its envelope; the gateway's has none. Raises ValueError."""
        private = ctx.keys.pair(credential_of(ctx).secrets[CLIENT_KEY]).private_key
        if private is None or mle.MEMBER.encode() not in response.body:
            return response.body
        return mle.open_sealed(response.body, _key_id(ctx), {_key_id(ctx): private}).plaintext

    def authenticate(self, ctx: Context, request: Request, credential: Credential | None) -> None:
        """Check the token; whoever signs before encrypting is told so. Raises AccessDenied."""
        x_pay_token.authenticate(ctx, request, credential, opened=lambda: _plaintexts(ctx, request))

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Return the members of the opened message.

        Raises:
            Malformed: what was encrypted is no JSON object.
            Unreadable: the envelope does not open; the finding says why.
        """
        ctx.sealing[SENT_ID] = reading.request_id(request)
        check_media_type(request)
        opened = _opened(ctx, request)
        ctx.sealing[ENCRYPTION] = opened.encryption
        ctx.opened_request = opened.plaintext
        value = _parsed(ctx, request, opened.plaintext)
        if not isinstance(value, dict):
            raise Malformed(reading.not_an_object())
        reading.check_path(request, value)
        return value

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the answer in an envelope."""
        return self.respond(ctx, operation.status, _enveloped(ctx, orjson.dumps(reading.plain(ctx, answer))))

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal: the gateway's in clear, the product's in an envelope where it is known for whom."""
        if isinstance(error, AccessDenied) or ctx.credential is None or _unknown_key(ctx, request):
            return super().render(ctx, request, error)
        ctx.sealing[SENT_ID] = reading.request_id(request)
        refused = reasons.refusal(error, self.refusals)
        body = _enveloped(ctx, refused.model_dump_json(exclude_none=True).encode())
        return self.respond(ctx, refused.errorResponse.status, body)


def _opened(ctx: Context, request: Request) -> mle.Opened:
    key_id = request.headers.get(KEY_ID_HEADER)
    keys = _keys(ctx)
    try:
        opened = mle.open_sealed(request.body, key_id, keys)
    except MleError as error:
        finding = mle_mistakes.explain(request.body, key_id, keys, others=_other_keys(ctx))
        raise Unreadable(finding or unreadable(str(error))) from None
    # Milliseconds are remarked on only where the header looks like seconds: telling costs as much as opening.
    issued = opened.header.get("iat")
    if isinstance(issued, int) and issued < mle_mistakes.SECONDS_BELOW and (remark := mle_mistakes.explain(request.body, key_id, keys)):
        ctx.tolerate(remark)
    return opened


def _parsed(ctx: Context, request: Request, plaintext: bytes) -> Any:
    try:
        return parse_json(plaintext)
    except Malformed as error:
        found = mle_mistakes.explain(request.body, request.headers.get(KEY_ID_HEADER), _keys(ctx))
        raise Malformed(found or error.finding) from None


def _plaintexts(ctx: Context, request: Request) -> Iterable[bytes]:
    try:
        return (mle.open_sealed(request.body, request.headers.get(KEY_ID_HEADER), _keys(ctx)).plaintext,)
    except MleError:
        return ()


def _keys(ctx: Context) -> Mapping[str, Any]:
    private = ctx.keys.pair(SERVER_KEY).private_key
    return {_key_id(ctx): private} if private else {}


def _other_keys(ctx: Context) -> Mapping[str, Any]:
    reference = credential_of(ctx).secrets.get(CLIENT_KEY)
    client = ctx.keys.pair(reference).private_key if reference else None
    return {mle_mistakes.CLIENT: client} if client else {}


def _key_id(ctx: Context) -> str:
    return credential_of(ctx).secrets.get(CLIENT_KEY_ID, "")


def _unknown_key(ctx: Context, request: Request) -> bool:
    known = CLIENT_KEY in credential_of(ctx).secrets
    return not known or request.header(KEY_ID_HEADER).lower() != _key_id(ctx).lower()


def _enveloped(ctx: Context, plaintext: bytes) -> bytes:
    ctx.opened_response = plaintext
    return mle.seal(
        plaintext,
        ctx.keys.pair(credential_of(ctx).secrets[CLIENT_KEY]).public_key,
        key_id=_key_id(ctx),
        issued_at_ms=int(ctx.wall.timestamp() * 1_000),
        chance=ctx.sealing_chance,
        encryption=ENCRYPTIONS[ctx.sealing.get(ENCRYPTION, USUAL)],
    )
