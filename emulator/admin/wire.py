"""How our own API speaks: query and JSON in, JSON out, refusals as RFC 9457 has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar, Final
from urllib.parse import parse_qsl, quote

from pydantic import BaseModel, ValidationError

from emulator.admin.schemas.exchanges.expected import ExchangeStream
from emulator.admin.schemas.scope import FieldProblem, Problem
from emulator.admin.schemas.worlds import Metrics
from emulator.admin.service.entry import UnknownNamespace
from emulator.admin.service.exchanges import UnknownExchange
from emulator.admin.service.outbox import UnknownNotice
from emulator.admin.service.parties.credentials import CredentialTaken
from emulator.admin.service.parties.entries import UnknownParty
from emulator.admin.service.questions import UnknownQuestion
from emulator.admin.service.scenarios import UnknownScenario
from emulator.admin.service.snapshots import UnknownSnapshot
from emulator.admin.service.tapes.recordings import SecretOnTape, UnknownRecording
from emulator.admin.service.triggers import UnknownEvent
from emulator.admin.service.worlds import NamespaceTaken
from emulator.core.context import Context
from emulator.core.journal.meters import TEXT
from emulator.core.message import JSON_HEADERS, Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import (
    AccessDenied,
    Malformed,
    NoSuchOperation,
    NotBuilt,
    ProtocolError,
    RateLimited,
    RepeatDiffersError,
    RepeatInFlightError,
    TooLarge,
    Unreadable,
    Wire,
    parse_json,
)
from emulator.crypto.diagnosis import Finding
from emulator.domain import errors
from emulator.domain.worlds import Credential
from emulator.providers.stripe.service.books import refusals as stripe
from emulator.wallets.phone.passes import UnknownPass
from emulator.wallets.sessions import UnknownSession

PROBLEM_HEADERS: Final = {"Content-Type": "application/problem+json"}
# RFC 9110 asks for it beside every 401.
STREAM_HEADERS: Final = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="tsp-emulator"'}


@dataclass(frozen=True, slots=True)
class Refusal:
    """The HTTP status of a refusal, and the word by which programs know it."""

    status: HTTPStatus
    code: str


REFUSALS: Final[Mapping[type[errors.DomainError], Refusal]] = {
    UnknownNamespace: Refusal(HTTPStatus.NOT_FOUND, "unknown_namespace"),
    UnknownExchange: Refusal(HTTPStatus.NOT_FOUND, "unknown_exchange"),
    UnknownNotice: Refusal(HTTPStatus.NOT_FOUND, "unknown_notice"),
    NamespaceTaken: Refusal(HTTPStatus.CONFLICT, "namespace_taken"),
    UnknownParty: Refusal(HTTPStatus.NOT_FOUND, "unknown_party"),
    UnknownScenario: Refusal(HTTPStatus.NOT_FOUND, "unknown_scenario"),
    UnknownQuestion: Refusal(HTTPStatus.NOT_FOUND, "unknown_question"),
    UnknownRecording: Refusal(HTTPStatus.NOT_FOUND, "unknown_recording"),
    SecretOnTape: Refusal(HTTPStatus.CONFLICT, "secret_on_tape"),
    UnknownSession: Refusal(HTTPStatus.NOT_FOUND, "unknown_session"),
    UnknownPass: Refusal(HTTPStatus.NOT_FOUND, "unknown_pass"),
    UnknownEvent: Refusal(HTTPStatus.NOT_FOUND, "unknown_event"),
    UnknownSnapshot: Refusal(HTTPStatus.NOT_FOUND, "unknown_snapshot"),
    CredentialTaken: Refusal(HTTPStatus.CONFLICT, "credential_taken"),
    stripe.NoSuchObject: Refusal(HTTPStatus.NOT_FOUND, "unknown_object"),
    stripe.IllegalMove: Refusal(HTTPStatus.CONFLICT, "illegal_move"),
    errors.UnknownToken: Refusal(HTTPStatus.NOT_FOUND, "unknown_token"),
    errors.UnknownCard: Refusal(HTTPStatus.NOT_FOUND, "unknown_card"),
    errors.UnknownRequestor: Refusal(HTTPStatus.NOT_FOUND, "unknown_requestor"),
    errors.UnknownAsset: Refusal(HTTPStatus.NOT_FOUND, "unknown_asset"),
    errors.UnknownTask: Refusal(HTTPStatus.NOT_FOUND, "unknown_task"),
    errors.InvalidField: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_field"),
    errors.StaleData: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "stale_data"),
    errors.InvalidPan: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_pan"),
    errors.MissingExpiry: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "missing_expiry"),
    errors.ExpiredCard: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "expired_card"),
    errors.IneligibleCard: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "ineligible_card"),
    errors.IneligibleDevice: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "ineligible_device"),
    errors.IneligiblePair: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "ineligible_pair"),
    errors.UnknownMethod: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_method"),
    errors.IncorrectTav: Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "incorrect_tav"),
    errors.ForeignToken: Refusal(HTTPStatus.FORBIDDEN, "foreign_token"),
    errors.IllegalTransition: Refusal(HTTPStatus.CONFLICT, "illegal_transition"),
    errors.TooManyTokens: Refusal(HTTPStatus.CONFLICT, "too_many_tokens"),
    errors.ReceiptRefused: Refusal(HTTPStatus.CONFLICT, "receipt_refused"),
    errors.DuplicateTask: Refusal(HTTPStatus.CONFLICT, "duplicate_task"),
    errors.ExpiredCode: Refusal(HTTPStatus.CONFLICT, "expired_code"),
    errors.WrongStep: Refusal(HTTPStatus.CONFLICT, "wrong_step"),
    errors.ProvisionFailed: Refusal(HTTPStatus.BAD_GATEWAY, "provision_failed"),
    errors.IssuerSilent: Refusal(HTTPStatus.GATEWAY_TIMEOUT, "issuer_silent"),
    errors.Unavailable: Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable"),
}

# The word for these is the cause that their finding names.
STATUS: Final[Mapping[type[ProtocolError], HTTPStatus]] = {
    AccessDenied: HTTPStatus.FORBIDDEN,
    Malformed: HTTPStatus.BAD_REQUEST,
    Unreadable: HTTPStatus.BAD_REQUEST,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NoSuchOperation: HTTPStatus.NOT_FOUND,
    NotBuilt: HTTPStatus.NOT_IMPLEMENTED,
    RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
    RepeatDiffersError: HTTPStatus.CONFLICT,
    RepeatInFlightError: HTTPStatus.CONFLICT,
}

# Causes that want another status than their kind has.
_STATUS_OF_CAUSE: Final = {"admin_token_missing": HTTPStatus.UNAUTHORIZED}


class AdminWire(Wire):
    """Speaks JSON, and lets in whom the server has let in."""

    error_model: ClassVar = Problem
    error_media_type: ClassVar = PROBLEM_HEADERS["Content-Type"]
    writes_nulls: ClassVar = True

    @property
    def refusals(self) -> Mapping[type[errors.DomainError], Refusal]:
        """The answer to every domain error."""
        return REFUSALS

    def claim(self, _request: Request) -> tuple[str, str] | None:
        """Ask for no credential: the server has checked where the request comes from."""
        return None

    def authenticate(self, _ctx: Context, _request: Request, _credential: Credential | None) -> None:
        """Let everybody in."""

    def decode(self, _ctx: Context, _operation: AnyOperation, request: Request) -> Fields:
        """Return the members of query and body; a member of the body wins.

        Raises:
            Malformed: the body is not a JSON object.
        """
        queried: Fields = dict(parse_qsl(request.query, keep_blank_values=True))
        if not request.body:
            return queried
        body = parse_json(request.body)
        if not isinstance(body, dict):
            raise Malformed(Finding(check="body", cause="not_an_object", message="the body is no JSON object", fix="send {...}"))
        return queried | body

    def encode(self, _ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the answer as JSON; members without a value are there and null. A stream is sent event by event."""
        if isinstance(answer, ExchangeStream):
            return Response(operation.status, headers=STREAM_HEADERS, stream=answer.events)
        if isinstance(answer, Metrics):
            return Response(operation.status, answer.text.encode(), {"Content-Type": TEXT})
        return Response(operation.status, answer.model_dump_json().encode(), JSON_HEADERS)

    def render(self, _ctx: Context, _request: Request, error: Exception) -> Response:
        """Return a refusal as a problem (RFC 9457)."""
        problem = problem_of(error)
        challenge = CHALLENGE if problem.status == HTTPStatus.UNAUTHORIZED else {}
        return Response(problem.status, problem.model_dump_json().encode(), {**PROBLEM_HEADERS, **challenge})


def problem_of(error: Exception) -> Problem:
    """Return what a refusal tells the caller; never a value that the caller sent."""
    if isinstance(error, ValidationError):
        return _invalid(error)
    if isinstance(error, ProtocolError):
        status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), HTTPStatus.BAD_REQUEST)
        status = _STATUS_OF_CAUSE.get(error.finding.cause, status)
        return _problem(status, error.finding.cause, error.finding.message, fix=error.finding.fix)
    refusal = next(REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS)
    places = [_field_problem(error.name.split("."), error.problem)] if isinstance(error, errors.InvalidField) else []
    return _problem(refusal.status, refusal.code, str(error), places=places)


def _problem(status: HTTPStatus, code: str, detail: str, *, fix: str | None = None, places: Sequence[FieldProblem] = ()) -> Problem:
    return Problem(title=status.phrase, status=status.value, detail=detail, code=code, fix=fix, errors=list(places))


def _field_problem(place: Sequence[object], problem: str) -> FieldProblem:
    parts = [str(part) for part in place]
    # RFC 6901: a tilde and a slash inside a name are escaped, the tilde first; section 6 puts a # before all of it.
    pointer = "#" + "".join("/" + quote(part.replace("~", "~0").replace("/", "~1")) for part in parts)
    return FieldProblem(field=".".join(parts), pointer=pointer, problem=problem)


def _invalid(error: ValidationError) -> Problem:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    problems = [_field_problem(row["loc"], row["msg"]) for row in found]
    detail = "; ".join(f"{problem.field}: {problem.problem}" if problem.field else problem.problem for problem in problems)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return Problem(title=status.phrase, status=status.value, detail=detail, code="invalid_request", errors=problems)
