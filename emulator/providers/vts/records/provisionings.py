"""How a Visa token came about: what issuers call it, what its requestor said, and how far its cardholder is verified."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.codes import Channel, Method
from emulator.domain.tokens import Token
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("vts.provisioning", indexes=("token_reference_id",))

APPROVED: Final = "00"


@dataclass(frozen=True, slots=True)
class Device:
    """A device that a token is bound to; `bound` once its holder was verified."""

    id: str
    name: str
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Provisioning:
    """The record of one token. `said` is what the requestor said, by the wire's own names; `action_code` the decision.

    `methods` are the ways to verify the cardholder that were last shown, `sends` counts the codes that were sent,
    `devices` are those that the token is bound to, or about to be.
    """

    token: str
    token_reference_id: str
    life_cycle_trace_id: str
    said: Mapping[str, Any] = field(default_factory=dict)
    action_code: str = APPROVED
    methods: tuple[Method, ...] = ()
    sends: int = 0
    devices: tuple[Device, ...] = ()

    def method(self, method_id: str) -> Method | None:
        """Return the way with this id, if it was shown."""
        return next((one for one in self.methods if one.id == method_id), None)

    @property
    def pending(self) -> Device | None:
        """The device that waits for its holder to be verified."""
        return next((one for one in self.devices if not one.bound), None)

    def bound(self) -> "Provisioning":
        """Return the record with every waiting device bound, and as many codes to send as at the beginning."""
        return replace(self, devices=tuple(replace(one, bound=True) for one in self.devices), sends=0)


def token_reference_id(ctx: Context) -> str:
    """Return a new tokenReferenceID: `DNITHE` as in public samples, and 18 digits."""
    return f"DNITHE{ctx.ids.digits(18)}"


def life_cycle_trace_id(ctx: Context) -> str:
    """Return a new id that connects what is said of a token: 15 digits (our own choice)."""
    return ctx.ids.digits(15)


def fresh(ctx: Context, token: Token) -> Provisioning:
    """Return the record of a token that came about elsewhere in the house, and of which nothing was said."""
    return Provisioning(token.reference, token_reference_id(ctx), life_cycle_trace_id(ctx))


async def add(unit: Unit, record: Provisioning) -> bool:
    """Write down how a new token came about; False when that is known."""
    return await unit.documents.add(KIND, record.token, _body(record))


async def save(unit: Unit, record: Provisioning) -> None:
    """Keep a changed record."""
    if not await add(unit, record):
        await unit.documents.save(KIND, record.token, _body(record))


async def of_token(ctx: Context, unit: Unit, token: Token) -> Provisioning:
    """Return the record of a token; a fresh one if it came about before Visa's books were kept."""
    body = await unit.documents.get(KIND, token.reference)
    return _record(body) if body else fresh(ctx, token)


async def token_named(unit: Unit, reference: str) -> str | None:
    """Return the vault's name of the token that issuers call so."""
    found = await unit.documents.by(KIND, "token_reference_id", reference)
    return str(found[0]["token"]) if found else None


def _body(record: Provisioning) -> dict[str, Any]:
    # Not `asdict`, which copies everything, however deep, before it is written.
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _record(body: Mapping[str, Any]) -> Provisioning:
    return Provisioning(
        **{
            **body,
            "methods": tuple(Method(one["id"], Channel(one["channel"]), one["address"]) for one in body["methods"]),
            "devices": tuple(Device(**one) for one in body["devices"]),
        }
    )
