"""Parties are registered together or not at all, shown, and forgotten."""

from typing import Any

import pytest

from emulator.core.context import House
from tests.admin.conftest import Call

ISSUER = {
    "id": "my-bank",
    "name": "My Bank",
    "ranges": [{"low": "520473", "high": "520473", "network": "mastercard"}],
    "callback_url": "http://127.0.0.1:9/bank",
    "encryption_certificate": "demo:mdes/issuer",
    "tav_keys": ["demo:mdes/tav"],
}
REQUESTOR = {"id": "50999999999", "name": "My Wallet", "kind": "WALLET", "networks": ["mastercard"]}
CREDENTIAL = {"name": "a!b", "signing": "demo:mdes/signing", "response": "demo:mdes/response"}


def by_id(parties: list[dict[str, Any]], party_id: str) -> dict[str, Any] | None:
    return next((party for party in parties if party["id"] == party_id), None)


async def test_what_was_registered_is_shown(get: Call, post: Call) -> None:
    counted = await post("parties", {"issuers": [ISSUER], "requestors": [REQUESTOR], "credentials": [CREDENTIAL], "cards": []})

    shown = await get("parties")
    assert counted == {"issuers": 1, "requestors": 1, "credentials": 1, "cards": 0}
    issuer, requestor = by_id(shown["issuers"], "my-bank"), by_id(shown["requestors"], "50999999999")
    assert issuer is not None
    assert requestor is not None
    assert issuer["ranges"] == [{"low": "5204730000000000000", "high": "5204739999999999999", "network": "mastercard"}]
    assert (requestor["kind"], requestor["callback_url"]) == ("WALLET", None)


async def test_one_with_a_known_id_is_replaced(get: Call, post: Call) -> None:
    await post("parties", {"issuers": [ISSUER]})
    await post("parties", {"issuers": [{**ISSUER, "name": "Renamed"}]})

    named = [issuer["name"] for issuer in (await get("parties"))["issuers"] if issuer["id"] == "my-bank"]
    assert named == ["Renamed"]


async def test_a_registered_client_enters_the_world_it_was_registered_in(house: House, post: Call) -> None:
    world = (await post("namespaces"))["namespace"]
    await post("parties", {"namespace": world, "credentials": [CREDENTIAL]})

    found = await house.store.read("default", lambda unit: unit.worlds.enter("mdes", "a!b"))

    assert found
    assert found[1].id == world


async def test_a_name_leads_into_one_world_only(post: Call, refused: Call) -> None:
    world = (await post("namespaces"))["namespace"]
    await post("parties", {"credentials": [CREDENTIAL]})
    await post("parties", {"credentials": [CREDENTIAL]})

    answer = await refused("POST", "parties", json={"namespace": world, "credentials": [CREDENTIAL]})

    assert answer == (409, "credential_taken")


@pytest.mark.parametrize(
    "body",
    [
        {"issuers": [{**ISSUER, "encryption_certificate": "no certificate"}]},
        {"issuers": [{**ISSUER, "tav_keys": ["demo:../../etc/passwd"]}]},
        {"issuers": [{**ISSUER, "ranges": [{"low": "6", "high": "5", "network": "mastercard"}]}]},
        {"issuers": [{**ISSUER, "ranges": [{"low": "530000", "high": "520000", "network": "mastercard"}]}]},
        {"issuers": [{**ISSUER, "callback_url": "file:///etc/passwd"}]},
        {"requestors": [{**REQUESTOR, "id": "7"}]},
        {"credentials": [{**CREDENTIAL, "signing": ""}]},
        {"cards": [{"number": "6011000990139424"}]},
        {"people": []},
    ],
)
async def test_what_cannot_be_registered_is_refused_and_nothing_beside_it_is_kept(
    get: Call, refused: Call, body: dict[str, list[Any]]
) -> None:
    before = await get("parties")

    status, _ = await refused("POST", "parties", json={"requestors": [{**REQUESTOR, "id": "50888888888"}], **body})

    assert status == 422
    assert await get("parties") == before


async def test_a_party_is_forgotten(post: Call, delete: Call) -> None:
    await post("parties", {"issuers": [ISSUER]})

    assert by_id((await delete("parties/issuer/my-bank"))["issuers"], "my-bank") is None


async def test_what_is_not_there_cannot_be_forgotten(get: Call, post: Call, refused: Call) -> None:
    await post("parties", {"issuers": [ISSUER]})

    assert (await refused("DELETE", "parties/issuer/nobody")) == (404, "unknown_party")
    assert (await refused("DELETE", "parties/people/my-bank"))[0] == 422
    assert by_id((await get("parties"))["issuers"], "my-bank") is not None
