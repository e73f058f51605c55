"""Events are found by name among those of the vault and of every API."""

from dataclasses import replace

from emulator.admin.schemas.events.triggers import OfToken
from emulator.core.context import Context, House
from emulator.core.provider import Trigger
from emulator.storage.unit import Unit
from tests.admin.conftest import Call
from tests.outbound import sample


async def greet(ctx: Context, _unit: Unit, message: OfToken) -> list[str]:
    """Say hello."""
    return [f"hello {message.token or 'nobody'} in {ctx.namespace.id}"]


async def test_an_api_can_offer_events_of_its_own(house: House, get: Call, post: Call) -> None:
    own = Trigger("sample.greeted", "Somebody is greeted.", OfToken, greet)
    house.apis = (replace(sample.API, triggers=(own,)), *house.apis[1:])

    fired = await post("triggers", {"event": "sample.greeted", "fields": {"token": "anna"}})

    assert fired["done"] == ["hello anna in default"]
    assert (await get("triggers"))["triggers"][-1]["event"] == "sample.greeted"


async def test_a_field_that_the_event_does_not_take_is_named(refused: Call) -> None:
    body = {"event": "token.suspended_by_issuer", "fields": {"tokn": "x"}}

    assert await refused("POST", "triggers", json=body) == (422, "invalid_field")
