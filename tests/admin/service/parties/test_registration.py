"""Parties are registered together or not at all, shown, and forgotten."""

from typing import Any

import pytest

from tests.admin.conftest import Call, Client
from tests.admin.service.parties.samples import CREDENTIAL, ISSUER, REQUESTOR, by_id


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


async def test_a_client_comes_with_the_parties_that_it_speaks_for(get: Call, post: Call) -> None:
    credential = {**CREDENTIAL, "requestor": REQUESTOR["id"], "issuer": ISSUER["id"]}

    await post("parties", {"issuers": [ISSUER], "requestors": [REQUESTOR], "credentials": [credential]})

    shown = await get("parties")
    assert [(one["requestor"], one["issuer"]) for one in shown["credentials"] if one["name"] == "a!b"] == [("50999999999", "my-bank")]


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


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"issuers": [ISSUER, {**ISSUER, "id": "my bank"}]}, "#/issuers/1/id"),
        ({"issuers": [ISSUER, {**ISSUER, "tav_keys": ["none"]}]}, "#/issuers/1/tav_keys/0"),
        ({"requestors": [{**REQUESTOR, "a/b~c": 1}]}, "#/requestors/0/a~1b~0c"),
        ({"credentials": [{**CREDENTIAL, "issuer": "nobody"}]}, "#/credentials/0/issuer"),
        ({"cards": [{"number": "5204731600014784"}, {"number": "6011000990139424"}]}, "#/cards/1"),
    ],
)
async def test_a_refusal_points_at_what_is_wrong(client: Client, body: dict[str, Any], pointer: str) -> None:
    answer = await client.post("/_emulator/parties", json=body)

    problem = await answer.json()
    assert (answer.status, [row["pointer"] for row in problem["errors"]]) == (422, [pointer])
    assert "6011000990139424" not in str(problem)
