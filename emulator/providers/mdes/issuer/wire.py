"""How MDES speaks to an issuer: plain JSON around what is encrypted to the issuer's certificate, anew at every attempt."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Fields, Outgoing, Request, Response
from emulator.core.operation import AnyOperation, Notice, Question
from emulator.core.wire import Malformed, NoSuchOperation, Wire, parse_json
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import DomainError
from emulator.domain.parties import Issuer
from emulator.domain.worlds import Credential
from emulator.providers.mdes import gateway, reasons, sealing

# Mastercard publishes neither schedule nor number of attempts: our own choice.
RETRIES: Final = (1, 10, 60)
# The member whose inside travels encrypted.
ACCOUNT: Final = "fundingAccountInfo"


class IssuerWire(Wire):
    """Speaks to issuers; nobody calls it, so whatever comes in is at the wrong address."""

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """The answer to every domain error."""
        return reasons.REASONS

    @property
    def retries(self) -> tuple[int, ...]:
        """Seconds from each failed attempt to the next."""
        return RETRIES

    def claim(self, _request: Request) -> tuple[str, str] | None:
        """Ask for no credential."""
        return None

    def authenticate(self, _ctx: Context, _request: Request, _credential: Credential | None) -> None:
        """Ask for no signature."""

    def decode(self, _ctx: Context, _operation: AnyOperation, request: Request) -> Fields:
        """Read nothing. Raises NoSuchOperation."""
        raise NoSuchOperation(_nobody_calls(request))

    def encode(self, _ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return an answer as it stands."""
        return Response(operation.status, answer.model_dump_json(exclude_none=True).encode(), JSON_HEADERS)

    def render(self, _ctx: Context, request: Request, _error: Exception) -> Response:
        """Return the gateway's word for a wrong address, whatever the error."""
        return gateway.rendered(gateway.NO_PATH, _nobody_calls(request))

    def prepare_notice(self, ctx: Context, notice: Notice, receiver: Any, *, url: str, body: bytes) -> Outgoing:
        """Return one attempt, encrypted to the issuer's certificate; without one the encrypted part is left out."""
        fields = orjson.loads(body)
        certificate = receiver.encryption_certificate if isinstance(receiver, Issuer) else None
        if certificate is None:
            sealed = _without_accounts(fields, notice.sealed)
        else:
            ctx.sealing[sealing.FORM] = receiver.encryption
            sealed = sealing.sealed(ctx, fields, notice.sealed, to=ctx.keys.pair(certificate))
        return Outgoing("POST", url, JSON_HEADERS, orjson.dumps(sealed), opened=body)

    def prepare_question(self, ctx: Context, question: Question, *, party: Any, message: BaseModel) -> Outgoing:
        """Return the question, what is secret in it encrypted to the issuer's certificate.

        Raises:
            ValueError: there is something to encrypt, and the issuer has registered no certificate.
        """
        fields = message.model_dump(mode="json", by_alias=True, exclude_none=True)
        url = f"{party.callback_url}".rstrip("/") + question.path
        return Outgoing("POST", url, JSON_HEADERS, orjson.dumps(_sealed(ctx, question, fields, party=party)), opened=orjson.dumps(fields))

    def read_answer(self, ctx: Context, question: Question, answer: Response) -> Fields:
        """Return the issuer's answer, what it encrypted to MDES opened.

        Raises:
            Malformed: it is no JSON object, or a member of what is encrypted is missing or stale.
            Unreadable: what is encrypted does not open.
        """
        fields = parse_json(answer.body)
        if not isinstance(fields, dict):
            raise Malformed(_nonsense("not_an_object", "it is no JSON object"))
        try:
            told = sealing.opened(ctx, fields, question.sealed_response)
        except DomainError as error:
            raise Malformed(_nonsense("bad_encrypted_part", f"{error}")) from None
        if told is not fields:
            ctx.opened_response = orjson.dumps(told)
        return told

    def delivered(self, status: int, body: bytes) -> bool:
        """Say whether the issuer has taken the notice: issuers answer 200 also when they report an error in the body."""
        return super().delivered(status, body) and b'"errorCode"' not in body


def _sealed(ctx: Context, question: Question, fields: Fields, *, party: Any) -> Fields:
    if not question.sealed_request:
        return fields
    if not (isinstance(party, Issuer) and party.encryption_certificate):
        raise ValueError("the issuer has no encryption certificate")
    ctx.sealing[sealing.FORM] = party.encryption
    return sealing.sealed(ctx, fields, question.sealed_request, to=ctx.keys.pair(party.encryption_certificate))


def _without_accounts(fields: Fields, places: tuple[str, ...]) -> Fields:
    for place in places:
        holder = place.rpartition(f".{ACCOUNT}.")[0]
        fields = sealing.changed(fields, (holder,), lambda _place, node: _without(node)) if holder else _without(fields)
    return fields


def _without(node: Fields) -> Fields:
    return {name: value for name, value in node.items() if name != ACCOUNT}


def _nonsense(cause: str, why: str) -> Finding:
    fix = "compare the answer with its contract; encrypt to the request certificate (tsp-emulator keys)"
    return Finding(check="question", cause=cause, message=f"the issuer's answer is none: {why}", fix=fix)


def _nobody_calls(request: Request) -> Finding:
    return Finding(
        check="route",
        cause="no_such_operation",
        message=f"nothing answers {request.method} {request.path}",
        fix="this API speaks to issuers; call Digital Enablement or Token Connect",
    )
