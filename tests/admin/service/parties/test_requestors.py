"""Token requestors are registered, shown, replaced and forgotten one at a time."""

from tests.admin.conftest import Call
from tests.admin.service.parties.samples import REQUESTOR, by_id, without

PATH = "parties/requestors/50999999999"


async def test_a_requestor_is_registered_under_the_id_of_its_path(get: Call, put: Call) -> None:
    registered = await put(PATH, without(REQUESTOR, "id"))

    assert (registered["id"], registered["kind"], registered["signs_pushes"]) == ("50999999999", "WALLET", False)
    assert await get(PATH) == registered
    assert by_id((await get("parties/requestors"))["requestors"], "50999999999") == registered


async def test_a_requestor_is_replaced_as_a_whole(get: Call, put: Call) -> None:
    await put(PATH, {**REQUESTOR, "callback_url": "http://127.0.0.1:9"})

    await put(PATH, {"name": "Renamed"})

    renamed = await get(PATH)
    assert (renamed["name"], renamed["kind"], renamed["callback_url"]) == ("Renamed", "MERCHANT", None)


async def test_a_requestor_is_forgotten(put: Call, delete: Call, refused: Call) -> None:
    await put(PATH, REQUESTOR)

    left = await delete(PATH)

    assert by_id(left["requestors"], "50999999999") is None
    assert await refused("GET", PATH) == (404, "unknown_party")
    assert await refused("DELETE", PATH) == (404, "unknown_party")


async def test_an_id_that_no_requestor_can_have_is_refused(refused: Call) -> None:
    assert (await refused("PUT", "parties/requestors/7", json=without(REQUESTOR, "id")))[0] == 422
