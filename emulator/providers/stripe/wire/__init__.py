"""How Stripe speaks: API keys, nested forms, JSON back, errors with a type and a code, signed webhooks."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, ClassVar, Final

import orjson
from pydantic import BaseModel

from emulator.core.checks import Checks
from emulator.core.context import Context
from emulator.core.message import Fields, Outgoing, Request, Response
from emulator.core.operation import AnyOperation, Notice, Question
from emulator.core.wire import AccessDenied, Malformed, Repeat, Wire, parse_json
from emulator.crypto.diagnosis import Finding
from emulator.crypto.signatures import stripe as signatures
from emulator.domain.errors import DomainError
from emulator.domain.parties import Party
from emulator.domain.worlds import Credential
from emulator.providers.stripe.schemas.errors import ErrorBody
from emulator.providers.stripe.service.books.identifiers import account_id
from emulator.providers.stripe.service.books.kinds import WEBHOOK_ENDPOINT, Body
from emulator.providers.stripe.wire import conversation, errors, form, idempotency, keys, multipart, versions
from emulator.providers.stripe.wire.answers import Answer
from emulator.storage.unit import Unit

JSON: Final = "application/json"
_FORMS: Final = ("", form.MEDIA_TYPE, "text/plain", "application/octet-stream")

# Stripe's test mode tries three times more over some hours; here that takes half a minute of the world's clock (our own choice).
RETRIES: Final = (1, 5, 25)
WEBHOOK_HEADERS: Final = {
    "Content-Type": "application/json; charset=utf-8",
    "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
}


class StripeWire(Wire):
    """Speaks as api.stripe.com does, in test mode."""

    error_model: ClassVar = ErrorBody
    # As Stripe's own OpenAPI document (github.com/stripe/openapi) has it: created[gt]=1&expand[]=card.
    query_style: ClassVar = {"style": "deepObject", "explode": True}

    @property
    def refusals(self) -> Mapping[type[DomainError], errors.Refusal]:
        """The answer to every domain error."""
        return errors.REFUSALS

    def claim(self, request: Request) -> tuple[str, str] | None:
        """Return the account of the key that the request shows.

        Raises:
            AccessDenied: it shows none, or one that is no test key.
        """
        return keys.shown(request).claim

    def opens(self, claim: tuple[str, str]) -> bool:
        """Say that any well-formed test key is an account of its own; only ephemeral keys are handed out here."""
        return claim[0] == keys.ACCOUNT

    @property
    def checks(self) -> Checks:
        """What is checked of a request."""
        return keys.CHECKS

    def authenticate(self, ctx: Context, request: Request, credential: Credential | None) -> None:
        """Check that the key is known and has not expired.

        Raises:
            AccessDenied: it opens nothing, or not the account that the request names.
        """
        conversation.begin(ctx, request)
        keys.check(ctx, keys.shown(request), credential)
        asked = conversation.header(request, "stripe-account")
        if asked and asked != account_id(ctx):
            raise AccessDenied(_foreign(asked))

    @property
    def kind(self) -> str:
        """Kind of the credential that clients show."""
        return keys.ACCOUNT

    def prepare(self, ctx: Context, operation: AnyOperation, request: Request) -> Request:
        """Return parameters as a form, under the secret key of the context's credential; without one, under none."""
        headers = dict(request.headers)
        if ctx.credential:
            headers["authorization"] = f"Bearer {ctx.credential.name}"
        fields = _parameters(request.body)
        if fields is None:
            return replace(request, headers=headers)
        if request.media_type == JSON:
            headers["content-type"] = form.MEDIA_TYPE
        return replace(request, headers=headers, body=form.encode(fields))

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Return the parameters in query and body; a parameter of the body wins.

        Raises:
            AccessDenied: this kind of key may not do this.
            Malformed: the body is no form, or the version does not exist.
        """
        conversation.begin(ctx, request)
        versions.check(ctx)
        keys.permit(ctx, operation, request)
        body = _body(request)
        if body and request.media_type != multipart.MEDIA_TYPE:
            ctx.opened_request = orjson.dumps(body)
        return versions.understood({**form.decode(request.query.encode()), **body}, versions.used(ctx))

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the object as JSON in the caller's API version, every member of it."""
        if not isinstance(answer, Answer):
            raise TypeError(f"{operation.name} must answer through `answering`")
        body = versions.rendered(answer.body, versions.used(ctx))
        return Response(operation.status, orjson.dumps(body), _headers(ctx))

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal as Stripe's error object."""
        conversation.begin(ctx, request)
        answer = errors.answer_to(error, request)
        # Whoever shows no key has no log to look into: Stripe's answer to him names none.
        log = f"{ctx.house.public_url}/_emulator/exchanges/{ctx.exchange}" if ctx.exchange and ctx.credential else ""
        body = errors.body_of(answer, **({"request_log_url": log} if log else {}))
        headers = {**_headers(ctx), **answer.headers}
        return Response(answer.refusal.status, orjson.dumps(body), headers)

    def repeat(self, ctx: Context, operation: AnyOperation, *, request: Request, fields: Fields) -> Repeat | None:
        """Return the key under which the answer is kept, for POSTs that carry one."""
        return idempotency.repeat(ctx, request, fields)

    def replayed(self, response: Response) -> Response:
        """Return a kept answer with the headers that say so."""
        return idempotency.replayed(response)

    def keeps(self, error: Exception) -> bool:
        """Say that a refusal is kept when the call had begun to be carried out."""
        return isinstance(error, errors.KEPT)

    @property
    def retries(self) -> tuple[int, ...]:
        """Seconds from each failed attempt to the next."""
        return RETRIES

    async def receiver(self, unit: Unit, name: str) -> Body | None:
        """Return the webhook endpoint of this id, unless it was deleted or disabled."""
        endpoint = await unit.documents.get(WEBHOOK_ENDPOINT.kind, name)
        return endpoint if endpoint and endpoint["status"] == "enabled" else None

    def prepare_notice(self, ctx: Context, notice: Notice, receiver: Any, *, url: str, body: bytes) -> Outgoing:
        """Return one attempt to deliver an event, in the endpoint's version, signed at the wall clock's time."""
        version = receiver["api_version"] or versions.NEWEST
        written = orjson.dumps({**versions.rendered(orjson.loads(body), version), "api_version": version})
        # Receivers refuse old signatures whatever the world's clock shows, so the time signed is the machine's.
        signature = signatures.sign(written, (receiver["_secret"],), timestamp=int(ctx.wall.timestamp()))
        return Outgoing("POST", url, {**WEBHOOK_HEADERS, "Stripe-Signature": signature}, written)

    def prepare_question(self, ctx: Context, question: Question, *, party: Party, message: BaseModel) -> Outgoing:
        """Return the event that asks, signed at the wall clock's time with the secret that comes with it."""
        written = message.model_dump_json().encode()
        signature = signatures.sign(written, (getattr(message, "secret", ""),), timestamp=int(ctx.wall.timestamp()))
        headers = {**WEBHOOK_HEADERS, "Stripe-Signature": signature}
        return Outgoing("POST", f"{party.callback_url}{question.path}", headers, written, opened=written)

    def read_answer(self, ctx: Context, question: Question, answer: Response) -> Fields:
        """Return what the app said.

        Raises:
            Malformed: the status is not 200, the API version is not named, or the body is no JSON object.
        """
        headers = {name.lower(): value for name, value in answer.headers.items()}
        media_type = headers.get("content-type", JSON).partition(";")[0].strip().lower()
        if answer.status != HTTPStatus.OK:
            raise Malformed(_no_answer("status", f"its status is {answer.status}", expected="200", got=str(answer.status)))
        if headers.get("stripe-version") not in versions.VERSIONS:
            got = headers.get("stripe-version", "")
            raise Malformed(_no_answer("version", "it names no API version in Stripe-Version", expected=versions.NEWEST, got=got))
        if media_type != JSON:
            raise Malformed(_no_answer("content_type", "its content type is not JSON", expected=JSON, got=media_type))
        fields = parse_json(answer.body)
        if not isinstance(fields, dict):
            raise Malformed(_no_answer("object", "it is no JSON object", expected='{"approved": true}', got=type(fields).__name__))
        return fields


def _body(request: Request) -> Fields:
    if not request.body:
        return {}
    if request.media_type == multipart.MEDIA_TYPE:
        return multipart.decode(request)
    if request.media_type not in _FORMS:
        raise Malformed(_no_form(request.media_type))
    return form.decode(request.body)


def _parameters(body: bytes) -> Fields | None:
    """Return the parameters in a body that is yet to become a form; None where it is one, or anything else."""
    try:
        value = parse_json(body)
    except Malformed:
        return None
    return value if isinstance(value, dict) else None


def _headers(ctx: Context) -> dict[str, str]:
    headers = {
        "Content-Type": JSON,
        idempotency.REQUEST_ID: conversation.request_id(ctx) or "",
        "Stripe-Version": versions.used(ctx),
        "Idempotency-Key": conversation.idempotency_key(ctx) or "",
    }
    return {name: value for name, value in headers.items() if value}


def _no_form(media_type: str) -> Finding:
    return Finding(
        check="body",
        cause="not_a_form",
        message=(
            "Invalid request (check that your POST content-type is application/x-www-form-urlencoded). "
            "If you have any questions, we can help at https://support.stripe.com/."
        ),
        fix="send the parameters as a form; JSON is for paths that begin with /v2",
        expected=form.MEDIA_TYPE,
        got=media_type,
    )


def _no_answer(what: str, message: str, *, expected: str, got: str) -> Finding:
    return Finding(
        check="question",
        cause=f"wrong_answer_{what}",
        message=f"the app's answer is not one: {message}",
        fix='answer 200 with the header Stripe-Version and {"approved": true or false} as application/json',
        expected=expected,
        got=got[:200],
    )


def _foreign(account: str) -> Finding:
    return Finding(
        check="account",
        cause="foreign_account",
        message=(
            f"The provided key does not have access to account '{account}' (or that account does not exist). "
            "Application access may have been revoked."
        ),
        fix="leave the header Stripe-Account out: every key is an account of its own",
    )
