"""A process that writes whole units as fast as it can and prints the number of each when it is committed."""

import asyncio
import sys
from itertools import count

from emulator.domain.tokens import Actor, Cause
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.storage.samples import NOON, a_card, a_notice, a_token, nobody

CAUSE = Cause(Actor.REQUESTOR)
AT_ONCE = 8


async def write_one(store: Store, n: int) -> None:
    """One unit with a row in each of four tables."""

    async def work(unit: Unit) -> None:
        await unit.cards.add(a_card(n))
        await unit.tokens.add(a_token(n, card=n))
        await unit.tokens.record(a_token(n), CAUSE, before=None, at=NOON)
        await unit.notices.add(a_notice(n))

    await store.unit("default", nobody, work)
    print(n, flush=True)


async def main(url: str, first: int) -> None:
    """Write until killed, unit after unit from the first number on."""
    store, numbers = await Store.open(url), count(first)

    async def work() -> None:
        for n in numbers:
            await write_one(store, n)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
