"""Where an account wants to be asked."""

from typing import Any

from emulator.core.context import House
from emulator.providers.stripe.service.spending.authorizations.endpoint import Endpoint, endpoint, put, remove
from tests.providers.stripe.sdk import world_of

FIRST = Endpoint("http://127.0.0.1:1/first", "whsec_first")
SECOND = Endpoint("http://127.0.0.1:1/second", "whsec_second", "approve")


async def test_an_account_has_one_endpoint_or_none(house: House, ada: Any) -> None:
    world = await world_of(house)

    async def work(unit: Any) -> list[Endpoint | bool | None]:
        found: list[Endpoint | bool | None] = [await endpoint(unit)]
        for new in (FIRST, SECOND):
            await put(unit, new)
            found.append(await endpoint(unit))
        return [*found, await remove(unit), await endpoint(unit), await remove(unit)]

    async def silent(_unit: Any, _event: Any) -> None: ...

    assert await house.store.unit(world, silent, work) == [None, FIRST, SECOND, True, None, False]


def test_the_secret_does_not_show() -> None:
    assert "whsec" not in repr(FIRST)
