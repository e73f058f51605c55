"""A client's own keys lead into a world, until they are taken away."""

from typing import Any

import pytest

from emulator.core.context import House
from tests.admin.conftest import Call
from tests.admin.service.parties.samples import CREDENTIAL, without

PATH = "parties/credentials/a!b"
KEYS = without(CREDENTIAL, "name")


async def entered(house: House, name: str = "a!b") -> str | None:
    """The world that a credential leads into."""
    found = await house.store.read("default", lambda unit: unit.worlds.enter("mdes", name))
    return found[1].id if found else None


async def test_a_registered_client_enters_the_world_it_was_registered_in(house: House, get: Call, post: Call, put: Call) -> None:
    world = (await post("namespaces"))["namespace"]

    registered = await put(PATH, {**KEYS, "namespace": world})

    assert await entered(house) == world
    assert await get(PATH, namespace=world) == registered
    assert (registered["kind"], registered["encryption"], registered["requestor"]) == ("mdes", "fle", None)


async def test_a_name_that_the_path_cannot_hold_as_it_is_comes_percent_encoded(house: House, put: Call) -> None:
    await put("parties/credentials/a%2Fb%3F!c", KEYS)

    assert await entered(house, "a/b?!c") == "default"


async def test_keys_are_replaced(get: Call, put: Call) -> None:
    await put(PATH, KEYS)

    await put(PATH, {**KEYS, "response": "demo:mdes/issuer", "encryption": "jwe"})

    assert ((await get(PATH))["response"], (await get(PATH))["encryption"]) == ("demo:mdes/issuer", "jwe")


async def test_a_client_is_let_in_no_more(house: House, put: Call, delete: Call, refused: Call) -> None:
    await put(PATH, KEYS)

    left = await delete(PATH)

    assert await entered(house) is None
    assert "a!b" not in [credential["name"] for credential in left["credentials"]]
    assert await refused("GET", PATH) == (404, "unknown_party")
    assert await refused("DELETE", PATH) == (404, "unknown_party")


async def test_a_name_leads_into_one_world_only(post: Call, put: Call, refused: Call) -> None:
    world = (await post("namespaces"))["namespace"]
    await put(PATH, KEYS)

    answer = await refused("PUT", PATH, json={**KEYS, "namespace": world})

    assert answer == (409, "credential_taken")
    assert await refused("GET", f"{PATH}?namespace={world}") == (404, "unknown_party")
    assert await refused("DELETE", f"{PATH}?namespace={world}") == (404, "unknown_party")


@pytest.mark.parametrize("binding", [{"requestor": "50999999999"}, {"issuer": "nobody"}])
async def test_a_client_is_bound_only_to_a_party_that_is_there(refused: Call, binding: dict[str, Any]) -> None:
    assert await refused("PUT", PATH, json={**KEYS, **binding}) == (422, "invalid_field")


async def test_a_client_is_bound_to_parties(get: Call, put: Call) -> None:
    await put(PATH, {**KEYS, "requestor": "50123456789", "issuer": "demo-issuer"})

    shown = await get(PATH)
    assert (shown["requestor"], shown["issuer"]) == ("50123456789", "demo-issuer")


async def test_the_keys_of_a_world_are_those_of_a_client_that_may_do_anything(get: Call, put: Call) -> None:
    before = (await get("keys"))["mdes"]["consumer_key"]

    await put(PATH, {**KEYS, "requestor": "50123456789"})

    assert (await get("keys"))["mdes"]["consumer_key"] == before
    listed = [one["name"] for one in (await get("parties/credentials"))["credentials"] if one["kind"] == "mdes"]
    assert listed == ["a!b", before]
