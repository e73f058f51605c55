"""The one path of every request: authenticate, decode, validate, ask, handle in one unit, encode; or render the refusal."""

import logging
import time
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ValidationError

from emulator.config import Auth
from emulator.core.context import Context, House
from emulator.core.dispatch.nowhere import nowhere
from emulator.core.dispatch.repeats import keep, kept
from emulator.core.dispatch.tickets import use_up
from emulator.core.journal import Exchange, Problem
from emulator.core.message import Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from emulator.core.scenarios.calls import after, before
from emulator.core.scenarios.firing import Meeting, fire
from emulator.core.wire import AccessDenied, ProtocolError, Repeat
from emulator.core.worlds import Plan
from emulator.domain.errors import DomainError, InvalidField, Unavailable
from emulator.domain.scenarios import Fault, Place
from emulator.domain.worlds import Clock, Credential, Namespace
from emulator.logs import EXCHANGE
from emulator.storage.engine.statements import StorageError
from emulator.storage.unit import Unit

log = logging.getLogger(__name__)

DEFAULT: Final = "default"
EXPLANATION: Final = "X-Emulator-Explanation"
REFUSALS: Final = (ProtocolError, ValidationError, DomainError, StorageError)


@dataclass(frozen=True)
class Entry:
    """Who came in, into which world; `denied` is what kept a stranger out."""

    namespace: Namespace
    credential: Credential | None
    denied: AccessDenied | None = None


@dataclass(frozen=True)
class Call:
    """One request, and the row that answers it."""

    api: Api
    operation: AnyOperation
    request: Request


async def dispatch(house: House, api: Api, *, operation: AnyOperation | None, request: Request) -> Response:
    """Answer one request, and keep it in the journal. `operation` is None when no row of the API lives there."""
    began = time.perf_counter()
    try:
        entry = await _enter(house, api, request)
    except StorageError as error:
        return api.wire.render(house.context(house.home), request, Unavailable(str(error)))
    # Looking at a world through an API that is of none must not shift what a seed makes of the requests in it.
    ctx = house.context(entry.namespace, cause=None if api.of_a_world else api.name, credential=entry.credential)
    exchange = Exchange(
        id=house.journal.next_id(),
        namespace=ctx.namespace.id,
        api=api.name,
        operation=operation.name if operation else "unknown",
        at=ctx.wall,
        request=request,
    )
    ctx.exchange = exchange.id
    EXCHANGE.set(exchange.id)
    try:
        await _authenticate(ctx, api, request, denied=entry.denied)
        if operation is None:
            raise nowhere(house.apis, request)
        response = await _answer(ctx, Call(api, operation, request))
    except REFUSALS as error:
        response = _refuse(ctx, api, request, error=error)
        exchange.error = type(error).__name__
        exchange.problems = problems_of(error)
        log.info("exchange.refused", extra={"api": api.name, "operation": exchange.operation, "error": exchange.error})
    response = after(ctx, api, request, response=response)
    # Whoever misses every API has one of them in mind, and looks for the call in the journal.
    strayed = not request.path.startswith(api.prefixes)
    return _keep(ctx, exchange, response, began=began) if api.of_a_world or strayed else response


def problems_of(error: Exception) -> list[Problem]:
    """Return what an error says is wrong, never with a value that the client sent."""
    if isinstance(error, ValidationError):
        found = error.errors(include_url=False, include_context=False, include_input=False)
        return [Problem(".".join(map(str, one["loc"])), one["msg"]) for one in found]
    if isinstance(error, InvalidField):
        return [Problem(error.name, error.problem)]
    return [Problem("", str(error))]


def _refuse(ctx: Context, api: Api, request: Request, *, error: Exception) -> Response:
    if isinstance(error, ProtocolError):
        ctx.findings.append(error.finding)
    return api.wire.render(ctx, request, Unavailable(str(error)) if isinstance(error, StorageError) else error)


async def _answer(ctx: Context, call: Call) -> Response:
    wire, operation = call.api.wire, call.operation
    fields = wire.decode(ctx, operation, call.request)
    # Our own API is spared: a scenario that meets everything must not meet the call that clears it.
    if call.api.of_a_world and ctx.namespace.armed:
        meeting = Meeting(Place.CALL, call.api.name, operation.name, {**fields, **call.request.path_params})
        ctx.fired = await fire(ctx, meeting)
    if ctx.fired and (instead := await before(ctx, call.api, call.request, scenario=ctx.fired)):
        return instead
    if ctx.fired and ctx.fired.fault is Fault.CLOCK_SKEW:
        fields = wire.decode(ctx, operation, call.request)
    message = operation.request.model_validate({**fields, **call.request.path_params})
    if repeat := wire.repeat(ctx, operation, request=call.request, fields=fields):
        return await _once(ctx, call, message, repeat=repeat)
    ctx.asked = await operation.ask(ctx, message) if operation.ask else None
    return wire.encode(ctx, operation, await _handle(ctx, operation, message))


async def _handle(ctx: Context, operation: AnyOperation, message: BaseModel) -> BaseModel:
    if operation.opens_units:
        answer: BaseModel = await operation.handler(ctx, None, message)
        return answer

    async def work(unit: Unit) -> BaseModel:
        handled: BaseModel = await operation.handler(ctx, unit, message)
        return handled

    if operation.reads_only:
        return await ctx.house.store.read(ctx.namespace.id, work)
    answer = await ctx.house.unit(ctx, work)
    return answer


async def _once(ctx: Context, call: Call, message: BaseModel, *, repeat: Repeat) -> Response:
    """Handle a call that carries a key: claim, handle and keep the answer in one unit, or give the answer that is kept."""
    wire, operation = call.api.wire, call.operation
    asks = operation.ask is not None
    # What is asked is asked outside any unit, so the key has to be claimed before, in one of its own.
    if asks and (known := await ctx.house.unit(ctx, lambda unit: kept(ctx, unit, repeat))):
        return wire.replayed(known)

    async def work(unit: Unit) -> Response:
        if not asks and (known := await kept(ctx, unit, repeat)):
            return wire.replayed(known)
        response = wire.encode(ctx, operation, await operation.handler(ctx, unit, message))
        await keep(ctx, unit, repeat=repeat, response=response)
        return response

    try:
        ctx.asked = await operation.ask(ctx, message) if operation.ask else None
        response: Response = await ctx.house.unit(ctx, work)
    except REFUSALS as error:
        await _after_refusal(ctx, call, repeat, error=error)
        raise
    return response


async def _after_refusal(ctx: Context, call: Call, repeat: Repeat, *, error: Exception) -> None:
    stays = isinstance(error, DomainError) and call.api.wire.keeps(error)

    async def work(unit: Unit) -> None:
        # A claim made in the refused unit was rolled back with it; only one made before asking is still ours to let go.
        if call.operation.ask:
            await unit.answers.release(repeat.key, claimed_at=ctx.now)
        if stays and await kept(ctx, unit, repeat) is None:
            await keep(ctx, unit, repeat=repeat, response=call.api.wire.render(ctx, call.request, error))

    if stays or call.operation.ask:
        await ctx.house.unit(ctx, work)


async def _enter(house: House, api: Api, request: Request) -> Entry:
    try:
        claim = api.wire.claim(request)
    except AccessDenied as denied:
        return Entry(house.home, None, denied)
    if claim is None:
        return Entry(house.home, None)
    found = await house.store.glance(DEFAULT, lambda unit: unit.worlds.enter(*claim))
    if found is None and api.wire.opens(claim):
        found = await _open(house, *claim)
    return Entry(found[1], found[0]) if found else Entry(house.home, None)


async def _open(house: House, kind: str, name: str) -> tuple[Credential, Namespace] | None:
    """Open a world for a credential that nobody has seen, and return the way into it."""
    ctx = house.context(house.home, cause=f"open/{name}")

    async def work(unit: Unit) -> tuple[Credential, Namespace] | None:
        if known := await unit.worlds.enter(kind, name):
            return known
        plan = Plan(Namespace(f"ns_{ctx.ids.hex_uuid()[:16]}", Clock(), ctx.wall), ctx.settings.issuer_url)
        await house.open_world(ctx, unit, plan)
        await unit.worlds.add_credential(Credential(kind, name, plan.namespace.id, {}))
        return await unit.worlds.enter(kind, name)

    found: tuple[Credential, Namespace] | None = await house.unit(ctx, work)
    return found


async def _authenticate(ctx: Context, api: Api, request: Request, *, denied: AccessDenied | None) -> None:
    if ctx.settings.auth is Auth.OFF:
        return
    try:
        if denied:
            raise denied
        api.wire.authenticate(ctx, request, ctx.credential)
        if ticket := api.wire.ticket(ctx, request):
            await use_up(ctx, ticket)
    except AccessDenied as refusal:
        if ctx.settings.auth is Auth.STRICT:
            raise
        ctx.tolerate(refusal.finding)


def _keep(ctx: Context, exchange: Exchange, response: Response, *, began: float) -> Response:
    if ctx.findings:
        response = response.with_header(EXPLANATION, f"{ctx.house.public_url}/_emulator/exchanges/{exchange.id}")
    exchange.response = response
    exchange.opened_request = ctx.opened_request
    exchange.opened_response = ctx.opened_response
    exchange.findings = ctx.findings
    exchange.mark = ctx.mark
    exchange.micros = int((time.perf_counter() - began) * 1_000_000)
    ctx.house.journal.append(exchange)
    return response
