"""What agents may buy, and with which token."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("vts.instruction", indexes=("token",))
ENROLMENT: Final = Kind("vts.agentic_enrolment")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction; `said` is what the platform said, by the wire's own names."""

    id: str
    token: str
    consumer: str
    said: Mapping[str, Any] = field(default_factory=dict)
    cancelled: bool = False


async def add(unit: Unit, instruction: Instruction) -> None:
    """Keep a new instruction."""
    await unit.documents.add(KIND, instruction.id, asdict(instruction))


async def save(unit: Unit, instruction: Instruction) -> None:
    """Keep a changed instruction."""
    await unit.documents.save(KIND, instruction.id, asdict(instruction))


async def find(unit: Unit, instruction_id: str) -> Instruction | None:
    """Return the instruction with this id, and keep others from changing it until the unit ends."""
    body = await unit.documents.hold(KIND, instruction_id)
    return Instruction(**body) if body else None


async def enrol(unit: Unit, token: str, consumer: str) -> None:
    """Write down that a consumer's agent may pay with a token."""
    body = {"token": token, "consumer": consumer}
    if not await unit.documents.add(ENROLMENT, token, body):
        await unit.documents.save(ENROLMENT, token, body)


async def is_enrolled(unit: Unit, token: str) -> bool:
    """Say whether an agent may pay with a token."""
    return await unit.documents.get(ENROLMENT, token) is not None
