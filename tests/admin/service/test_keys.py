"""The credentials of a world as this API answers them."""

from emulator.core.context import House
from emulator.core.worlds import DEMO_CONSUMER_KEY
from tests.admin.conftest import Call


async def test_the_home_world_has_the_demo_credentials(house: House, get: Call) -> None:
    shown = await get("keys")

    assert (shown["namespace"], shown["url"]) == ("default", house.public_url)
    assert shown["mdes"]["consumer_key"] == DEMO_CONSUMER_KEY
    assert [key["name"] for key in shown["mdes"]["keys"]] == ["signing", "response", "request", "issuer", "tav"]
    assert [requestor["id"] for requestor in shown["requestors"]] == [
        "50111111111",
        "50123456789",
        "50130000103",
        "50130000217",
        "98765432101",
    ]


async def test_private_keys_are_the_clients_own_and_never_the_emulators(get: Call) -> None:
    shown = await get("keys")

    held = {key["name"]: key["private_key"] is not None for key in shown["mdes"]["keys"]}
    assert held == {"signing": True, "response": True, "request": False, "issuer": True, "tav": True}


async def test_every_key_has_the_four_fingerprints(house: House, get: Call) -> None:
    shown = await get("keys")

    request = next(key for key in shown["mdes"]["keys"] if key["name"] == "request")
    assert request["fingerprints"] == dict(house.keys.pair("demo:mdes/request").fingerprints.items())
