"""Who listens to an event: enabled endpoints that named its type, or all types."""

from typing import Any

import pytest

from emulator.core.context import House
from emulator.providers.stripe.service.books.subscribers import subscribers
from tests.providers.stripe.sdk import world_of


@pytest.mark.parametrize(
    ("enabled_events", "more", "hears"),
    [
        (["*"], {}, True),
        (["issuing_card.created", "topup.created"], {}, True),
        (["issuing_card.updated"], {}, False),
        (["*"], {"connect": True}, False),
    ],
)
async def test_an_endpoint_hears_what_it_asked_for(
    house: House, hooks: Any, enabled_events: list[str], more: dict[str, Any], hears: bool
) -> None:
    endpoint = await hooks.create_async({"url": "http://127.0.0.1:9", "enabled_events": enabled_events, **more})

    found = await house.store.read(await world_of(house), lambda unit: subscribers(unit, "issuing_card.created"))

    assert [one["id"] for one in found] == ([endpoint.id] if hears else [])


async def test_a_disabled_endpoint_hears_nothing(house: House, hooks: Any) -> None:
    endpoint = await hooks.create_async({"url": "http://127.0.0.1:9", "enabled_events": ["*"]})
    await hooks.update_async(endpoint.id, {"disabled": True})

    assert await house.store.read(await world_of(house), lambda unit: subscribers(unit, "issuing_card.created")) == []
