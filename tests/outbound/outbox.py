"""What stands in the home world's outbox."""

from emulator.core.context import House
from emulator.domain.notices import Attempt, StoredNotice
from emulator.storage.unit import Unit


async def notices(house: House) -> list[StoredNotice]:
    """Oldest first."""

    async def work(unit: Unit) -> list[StoredNotice]:
        return (await unit.notices.newest(most=100))[::-1]

    return await house.store.read(house.home.id, work)


async def only_notice(house: House) -> StoredNotice:
    (notice,) = await notices(house)
    return notice


async def attempts(house: House, notice_id: str) -> list[Attempt]:
    async def work(unit: Unit) -> list[Attempt]:
        return await unit.notices.attempts(notice_id)

    return await house.store.read(house.home.id, work)
