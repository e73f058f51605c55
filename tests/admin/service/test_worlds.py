"""Worlds: listed, opened with credentials of their own, set back to their seeds."""

import pytest

from emulator import admin
from emulator.admin.schemas.worlds import CreateNamespace
from emulator.admin.service.worlds import create_namespace
from emulator.config import Settings
from emulator.core.context import House
from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.domain.worlds import Clock, Namespace
from emulator.outbound.courier import Courier
from tests.admin.conftest import Call
from tests.outbound import sample
from tests.outbound.receiver import Receiver
from tests.outbound.sample import make_token, put_issuer


async def world_of(house: House, name: str) -> Namespace:
    found = await house.store.read(name, lambda unit: unit.worlds.get(name))
    assert found
    return found


async def entrance(house: House, consumer_key: str) -> Namespace:
    """The world that a consumer key opens."""
    found = await house.store.read("default", lambda unit: unit.worlds.enter("mdes", consumer_key))
    assert found
    return found[1]


async def test_an_emulator_has_a_home_world(get: Call) -> None:
    (home,) = (await get("namespaces"))["namespaces"]

    assert (home["id"], home["clock"]["mode"]) == ("default", "real")


async def test_a_new_world_comes_with_credentials_of_its_own(house: House, get: Call, post: Call) -> None:
    first, second = await post("namespaces"), await post("namespaces")

    entered = [await entrance(house, made["mdes"]["consumer_key"]) for made in (first, second)]
    assert len({first["namespace"], second["namespace"], "default"}) == 3
    assert [world.id for world in entered] == [first["namespace"], second["namespace"]]
    assert len({first["mdes"]["consumer_key"], second["mdes"]["consumer_key"], DEMO_CONSUMER_KEY}) == 3
    assert [world["id"] for world in (await get("namespaces"))["namespaces"]] == ["default", first["namespace"], second["namespace"]]


async def test_a_new_world_takes_the_name_and_the_issuer_that_it_is_given(post: Call) -> None:
    made = await post("namespaces", {"name": "team-a", "issuer_url": "http://127.0.0.1:9/bank"})

    assert made["namespace"] == "team-a"
    assert [issuer["callback_url"] for issuer in made["issuers"]] == ["http://127.0.0.1:9/bank"]


async def test_a_name_is_given_once(post: Call, refused: Call) -> None:
    await post("namespaces", {"name": "team-a"})

    assert await refused("POST", "namespaces", json={"name": "team-a"}) == (409, "namespace_taken")


@pytest.mark.parametrize(
    "body", [{"name": ""}, {"name": "a b"}, {"name": "a/b"}, {"name": "x" * 65}, {"keys": "borrowed"}, {"issuer_url": "ftp://x"}]
)
async def test_a_world_that_cannot_be_is_refused(refused: Call, body: dict[str, str]) -> None:
    assert await refused("POST", "namespaces", json=body) == (422, "invalid_request")


async def test_demo_keys_are_shared_and_fresh_ones_are_not(post: Call) -> None:
    made = [await post("namespaces", {"keys": choice}) for choice in ("demo", "demo", "fresh", "fresh")]

    signing = [key["certificate"] for world in made for key in world["mdes"]["keys"] if key["name"] == "signing"]
    assert signing[0] == signing[1]
    assert len(set(signing)) == 3
    assert all(key["private_key"] for world in made for key in world["mdes"]["keys"] if key["name"] in {"signing", "response"})


async def test_a_seed_gives_worlds_the_same_names_and_credentials_in_every_run(settings: Settings) -> None:
    runs = []
    for _ in range(2):
        house = await sample.open_house(sample.API, admin.API, settings=settings, clock=Clock())
        ctx = house.context(house.home, cause="test")
        runs.append([await create_namespace(ctx, None, CreateNamespace()) for _ in range(2)])
        await house.close()

    assert [(made.namespace, made.mdes) for made in runs[0]] == [(made.namespace, made.mdes) for made in runs[1]]


async def test_a_reset_world_is_as_its_seeds_made_it(house: House, get: Call, post: Call, receiver: Receiver) -> None:
    await make_token(house)
    await put_issuer(house, "bank", receiver.url)
    await post("outbox/deliver")
    await post("clock/freeze", {"at": "2030-01-01T00:00:00Z"})
    before = await get("keys")

    reset = await post("reset")

    after = await get("keys")
    assert (reset["id"], reset["clock"]["mode"]) == ("default", "real")
    assert ((await get("tokens"))["tokens"], (await get("cards"))["cards"]) == ([], [])
    assert ((await get("outbox"))["notices"], (await get("exchanges"))["exchanges"]) == ([], [])
    assert [issuer["id"] for issuer in after["issuers"]] == ["demo-issuer"]
    assert after["mdes"]["consumer_key"] == before["mdes"]["consumer_key"]


async def test_a_reset_world_makes_the_same_ids_again(house: House, post: Call) -> None:
    await post("reset")
    first = await make_token(house)

    await post("reset")
    again = await make_token(house)

    assert first.reference == again.reference


async def test_resetting_one_world_leaves_the_others_alone(house: House, get: Call, post: Call) -> None:
    await post("namespaces", {"name": "other"})
    other = await world_of(house, "other")
    kept = await make_token(house, world=other)
    await make_token(house)

    await post("reset")

    assert [token["reference"] for token in (await get("tokens", namespace="other"))["tokens"]] == [kept.reference]


async def test_a_world_keeps_its_credentials_its_keys_and_its_issuer_when_it_is_reset(get: Call, post: Call) -> None:
    made = await post("namespaces", {"name": "team-a", "issuer_url": "http://127.0.0.1:9", "keys": "fresh"})

    await post("reset", {"namespace": "team-a"})

    kept = await get("keys", namespace="team-a")
    # A PKCS#12 file is salted anew whenever it is written.
    assert [world["mdes"].pop("signing_keystore") != "" for world in (made, kept)] == [True, True]
    assert kept == made


async def test_a_reset_does_not_wait_for_a_receiver_that_hangs_nor_keep_what_it_says(
    house: House, get: Call, post: Call, receiver: Receiver
) -> None:
    receiver.open.clear()
    await make_token(house)
    assert isinstance(house.courier, Courier)
    house.courier.start()
    await receiver.arrived.wait()

    await post("reset")
    receiver.open.set()
    await post("outbox/deliver")

    assert (await get("outbox"))["notices"] == []
