"""A unit that can be counted: it adds one to the counter of a token that all units share."""

from dataclasses import replace

from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.storage.samples import a_token, look


async def count_up(unit: Unit) -> None:
    """Hold the token, and add one."""
    token = await unit.tokens.hold(a_token().reference)
    assert token is not None
    await unit.tokens.save(replace(token, atc=token.atc + 1))


async def counted(store: Store) -> int:
    """How many units were kept."""
    token = await look(store, lambda unit: unit.tokens.get(a_token().reference))
    assert token is not None
    return token.atc
