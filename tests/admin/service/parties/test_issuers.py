"""Issuers are registered, shown, replaced and forgotten one at a time."""

import pytest

from tests.admin.conftest import Call
from tests.admin.service.parties.samples import ISSUER, by_id, without


async def test_an_issuer_is_registered_under_the_id_of_its_path(get: Call, put: Call) -> None:
    registered = await put("parties/issuers/my-bank", without(ISSUER, "id"))

    assert registered["ranges"] == [{"low": "5204730000000000000", "high": "5204739999999999999", "network": "mastercard"}]
    assert await get("parties/issuers/my-bank") == registered
    assert by_id((await get("parties/issuers"))["issuers"], "my-bank") == registered


async def test_an_issuer_is_replaced_as_a_whole(get: Call, put: Call) -> None:
    await put("parties/issuers/my-bank", ISSUER)

    await put("parties/issuers/my-bank", {"name": "Renamed", "ranges": ISSUER["ranges"]})

    renamed = await get("parties/issuers/my-bank")
    assert (renamed["name"], renamed["callback_url"], renamed["tav_keys"]) == ("Renamed", None, [])


async def test_the_issuer_of_one_world_is_not_that_of_another(get: Call, put: Call, post: Call, refused: Call) -> None:
    await post("namespaces", {"name": "other"})

    await put("parties/issuers/my-bank", {**ISSUER, "namespace": "other"})

    assert (await get("parties/issuers/my-bank", namespace="other"))["id"] == "my-bank"
    assert await refused("GET", "parties/issuers/my-bank") == (404, "unknown_party")


async def test_an_issuer_is_forgotten(put: Call, delete: Call, refused: Call) -> None:
    await put("parties/issuers/my-bank", ISSUER)

    left = await delete("parties/issuers/my-bank")

    assert [issuer["id"] for issuer in left["issuers"]] == ["demo-issuer"]
    assert await refused("DELETE", "parties/issuers/my-bank") == (404, "unknown_party")


@pytest.mark.parametrize("path", ["parties/issuers/.hidden", "parties/issuers/a%2Fb", f"parties/issuers/{'x' * 65}"])
async def test_an_id_that_no_issuer_can_have_is_refused(refused: Call, path: str) -> None:
    assert (await refused("PUT", path, json=without(ISSUER, "id")))[0] == 422
