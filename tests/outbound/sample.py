"""A small API that announces every token to the issuers of its world, and forgets tokens that wait too long."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import BaseModel

from emulator.config import Settings, shipped
from emulator.core.announcer import Announcer
from emulator.core.context import Context, House
from emulator.core.journal import Journal
from emulator.core.keys import Keys
from emulator.core.message import Fields, Outgoing, Request, Response
from emulator.core.operation import AnyOperation, Notice
from emulator.core.provider import Api, Deadline
from emulator.core.provisioning import Order, change, enrol, issue
from emulator.core.wire import Wire
from emulator.core.worlds import Plan, WorldOpener
from emulator.domain.cards import Expiry
from emulator.domain.decisions import Decision
from emulator.domain.errors import DomainError
from emulator.domain.notices import Receiver
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import AccountRange, Issuer
from emulator.domain.tokens import Action, Actor, Cause, State, Token, TokenCreated, TokenKind, TokenMoved
from emulator.domain.worlds import Clock, ClockMode, Credential, Namespace
from emulator.storage.store import Store
from emulator.storage.unit import Unit

NOON: Final = datetime.fromisoformat("2026-01-01T12:00:00+00:00")
PAN: Final = Pan("5204731600014784")
WAITS: Final = (1, 10, 60)
UNREADABLE: Final = "no certificate at all"


class Told(BaseModel):
    """What the issuer is told."""

    token: str
    state: State
    pan: str


class SampleWire(Wire):
    """Sends notices as they are, with a nonce of the attempt's own."""

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        return {}

    def claim(self, _request: Request) -> tuple[str, str] | None:
        return None

    def authenticate(self, _ctx: Context, _request: Request, _credential: Credential | None) -> None:
        """Everybody is welcome."""

    def decode(self, _ctx: Context, _operation: AnyOperation, _request: Request) -> Fields:
        return {}

    def encode(self, _ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        return Response(operation.status, answer.model_dump_json().encode())

    def render(self, _ctx: Context, _request: Request, _error: Exception) -> Response:
        return Response(400)

    def prepare_notice(self, ctx: Context, _notice: Notice, receiver: Issuer, *, url: str, body: bytes) -> Outgoing:
        if receiver.encryption_certificate == UNREADABLE:
            raise ValueError("not a certificate")
        return Outgoing("POST", url, {"Content-Type": "application/json", "X-Nonce": ctx.chance(8).hex()}, b"sealed:" + body, opened=body)

    def delivered(self, status: int, body: bytes) -> bool:
        return status == 200 and "errorCode" not in json.loads(body)

    @property
    def retries(self) -> tuple[int, ...]:
        return WAITS


async def _issuers(unit: Unit, _event: TokenCreated | TokenMoved) -> Iterable[Receiver]:
    return [Receiver(issuer.handle, issuer.callback_url) for issuer in await unit.parties.issuers() if issuer.callback_url]


async def _told(_ctx: Context, _unit: Unit, event: TokenCreated | TokenMoved) -> Told:
    return Told(token=event.token.reference, state=event.token.state, pan=PAN.reveal())


async def _drop_old(ctx: Context, unit: Unit, until: datetime) -> list[str]:
    old = await unit.tokens.older(State.REQUESTED, until=until - timedelta(days=1), most=10)
    for token in old:
        await change(ctx, unit, token, action=Action.DELETE, cause=Cause(Actor.NETWORK))
    return [f"deleted {token.reference}" for token in old]


async def _next_old(unit: Unit, after: datetime) -> datetime | None:
    day = timedelta(days=1)
    made = [await unit.tokens.first_made(State.REQUESTED, network, after=after - day) for network in Network]
    return min((moment + day for moment in made if moment), default=None)


NOTICE: Final = Notice(
    name="told",
    path="/told",
    events=(TokenCreated, TokenMoved),
    message=Told,
    audience=_issuers,
    body=_told,
    source="none: a sample",
    summary="A token came to be, or moved.",
)

API: Final = Api(
    name="sample",
    title="Sample",
    prefixes=("/sample",),
    operations=(),
    wire=SampleWire(),
    notices=(NOTICE,),
    deadlines=(Deadline("old tokens", _drop_old, _next_old),),
)


async def open_house(*apis: Api, settings: Settings, clock: Clock) -> House:
    """A house with a home world in which nothing works by itself."""
    house = House(
        settings=settings,
        store=await Store.open(settings.database_url),
        keys=Keys(shipped("keys")),
        journal=Journal(most=100, most_bytes=10_000_000),
        apis=apis,
        announce=Announcer.of(apis),
        open_world=WorldOpener(shipped("seeds") / "demo.json"),
        home=Namespace("default", clock, NOON),
        public_url="http://127.0.0.1:8081",
    )
    ctx = house.context(house.home, cause="start")

    async def work(unit: Unit) -> None:
        if await unit.worlds.get("default") is None:
            await house.open_world(ctx, unit, Plan(house.home, settings.issuer_url, is_demo=True))

    await house.unit(ctx, work)
    return house


def frozen(at: datetime = NOON) -> Clock:
    return Clock(ClockMode.FROZEN, timedelta(), at)


async def set_time(house: House, at: datetime) -> None:
    """Let the home world's time stand still at this moment."""
    house.home = Namespace(house.home.id, frozen(at), house.home.created_at)

    async def work(unit: Unit) -> None:
        await unit.worlds.set_clock(house.home.id, frozen(at))

    await house.unit(house.context(house.home), work)


async def put_issuer(house: House, issuer_id: str, url: str | None, *, certificate: str | None = None) -> None:
    """Register an issuer that hears of every token; the demo issuer keeps the cards."""
    ranges = (AccountRange("1" * 19, "1" * 19, Network.VISA),)

    async def work(unit: Unit) -> None:
        await unit.parties.put(Issuer(issuer_id, issuer_id, ranges, callback_url=url, encryption_certificate=certificate))

    await house.unit(house.context(house.home), work)


async def make_token(house: House, *, decision: Decision = Decision.APPROVED, world: Namespace | None = None) -> Token:
    """Make a token, of which every issuer is told."""
    ctx = house.context(world or house.home)

    async def work(unit: Unit) -> Token:
        card = await enrol(ctx, unit, PAN, expiry=Expiry(2030, 1), holder="Test User1")
        return await issue(ctx, unit, card, order=Order("50123456789", TokenKind.CLOUD, decision))

    token: Token = await house.unit(ctx, work)
    return token


async def suspend(house: House, token: Token) -> None:
    ctx = house.context(house.home)
    await house.unit(ctx, lambda unit: change(ctx, unit, token, action=Action.SUSPEND, cause=Cause(Actor.ISSUER)))
