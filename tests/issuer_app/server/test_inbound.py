"""What MDES tells and asks, as the wire has it."""

import json
from typing import Any

import pytest

from emulator.issuer_app.server.routes import INBOUND
from emulator.issuer_app.server.wire import PROVIDER

from ..conftest import PAN, Client
from ..stand_in import notice, opened, private_key, public_key, sealed

TUR = "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"
TOKEN = {"token": "5480981500100002", "expiryMonth": "12", "expiryYear": "28"}


def account(pan: str = PAN, *, year: str = "29", **more: Any) -> dict[str, Any]:
    plain = {"cardAccountData": {"accountNumber": pan, "expiryMonth": "11", "expiryYear": year}, **more}
    return {"encryptedPayload": sealed(json.dumps(plain).encode(), public_key("issuer"))}


ASKED = {"services": ["DIGITIZATION"], "correlationId": "D1", "tokenType": "CLOUD"}
CODE = {"tokenUniqueReference": TUR, "correlationId": "D1", "activationMethod": {"type": "TEXT_TO_CARDHOLDER_NUMBER", "value": "***0123"}}
MESSAGES: dict[str, dict[str, Any]] = {
    "authorizeService": {**ASKED, "fundingAccountInfo": account()},
    "requestActivationMethods": {**ASKED, "fundingAccountInfo": account()},
    "deliverActivationCode": {**CODE, "activationCode": "123456", "expirationDateTime": "2026-11-24T12:30:00.000Z"},
    "validateActivationCode": {"tokenUniqueReference": TUR, "correlationId": "D1", "activationCode": "A1B2C3D4"},
    "notifyServiceActivated": {
        **ASKED,
        "fundingAccountInfo": {"tokenUniqueReference": TUR, **account(tokenData=TOKEN)},
        "decision": "APPROVED",
        "decisionMadeBy": "RULES",
    },
    "notifyTokenUpdated": notice(TUR, pan=PAN),
    "notifySuspiciousEvents": {"tokenUniqueReference": TUR, "status": "ACTIVE", "events": [{"eventName": "REPLENISH"}]},
    "getAccountInformation": {"fundingAccountInfo": account()},
    "deliverAuthenticationCode": {
        "authenticationFlowId": "flow-1",
        "authenticationCode": "654321",
        "expirationDateTime": "2026-11-24T12:15:00.000Z",
        "fundingAccountInfo": {"tokenUniqueReference": TUR, **account(tokenData=TOKEN)},
    },
}


async def told(client: Client, operation: str, **changes: Any) -> dict[str, Any]:
    message = {**MESSAGES[operation], "requestId": "q-1", **changes}
    async with client.post(f"/issuerServices/1/0/{operation}", json=message) as response:
        assert response.status == 200
        answer: dict[str, Any] = await response.json()
        return answer


async def inbox(client: Client) -> list[dict[str, Any]]:
    async with client.get("/api/v1/inbox") as response:
        listed: list[dict[str, Any]] = (await response.json())["codes"]
        return listed


@pytest.mark.parametrize("operation", MESSAGES)
async def test_every_operation_is_answered_with_its_id(client: Client, operation: str) -> None:
    answer = await told(client, operation)

    assert (answer["responseId"], "errorCode" in answer) == ("q-1", False)


@pytest.mark.parametrize("operation", MESSAGES)
async def test_every_operation_refuses_what_it_cannot_read_in_the_words_of_mdes(client: Client, operation: str) -> None:
    async with client.post(f"/issuerServices/1/0/{operation}", data=b"{") as response:
        answer = await response.json()

    assert (response.status, answer["errorCode"]) == (200, "INVALID_JSON")


def test_no_operation_is_forgotten() -> None:
    assert {route.path.rpartition("/")[2] for route in INBOUND if route.wire is PROVIDER} == set(MESSAGES)


async def test_a_code_of_mdes_lands_in_the_inbox(client: Client) -> None:
    await told(client, "deliverActivationCode")
    await told(client, "deliverAuthenticationCode", requestId="q-2")

    assert [(one["code"], one["purpose"], one["made_by"], one["token_reference"]) for one in await inbox(client)] == [
        ("654321", "authentication", "mdes", TUR),
        ("123456", "activation", "mdes", TUR),
    ]


async def test_a_code_of_the_apps_own_is_made_shown_and_checked(client: Client) -> None:
    await told(client, "deliverActivationCode", activationCode=None, expirationDateTime=None)
    (code,) = await inbox(client)

    wrong = await told(client, "validateActivationCode", activationCode="WRONG")
    right = await told(client, "validateActivationCode", activationCode=code["code"])

    assert (code["made_by"], wrong["result"], right["result"]) == ("issuer", "INCORRECT_CODE", "SUCCESS")


@pytest.mark.parametrize(("asked", "count"), [(account(), 3), (account("5555555555554444"), 0), (account(year="30"), 0)])
async def test_ways_to_verify_are_named_for_the_right_card_alone(client: Client, asked: dict[str, Any], count: int) -> None:
    answer = await told(client, "requestActivationMethods", fundingAccountInfo=asked)

    assert len(answer["activationMethods"]) == count


@pytest.mark.parametrize(("pan", "status"), [(PAN, "ACTIVE"), ("5555555555554444", "INVALID")])
async def test_how_an_account_stands_is_told_encrypted(client: Client, pan: str, status: str) -> None:
    answer = await told(client, "getAccountInformation", fundingAccountInfo=account(pan))

    plain = opened(answer["encryptedPayload"], private_key("request"))
    assert (plain["accountStatus"], "balanceInformation" in plain) == (status, status == "ACTIVE")


@pytest.mark.parametrize("operation", ["notifyServiceActivated", "deliverAuthenticationCode", "getAccountInformation"])
async def test_what_does_not_open_is_refused(client: Client, operation: str) -> None:
    stranger = {"tokenUniqueReference": TUR, "encryptedPayload": sealed(b"{}", public_key("request"))}

    answer = await told(client, operation, fundingAccountInfo=stranger)

    assert answer["errorCode"] == "CRYPTOGRAPHY_ERROR"
    assert await inbox(client) == []


async def test_a_new_number_that_the_app_does_not_know_leaves_the_token_on_its_card(client: Client) -> None:
    await told(client, "notifyTokenUpdated")

    moved = notice(TUR, None, pan="5204731620009996", request_id="n-2")
    answer = await told(client, "notifyTokenUpdated", **{**moved, "reasonCode": "FUNDING_ACCOUNT_UPDATE"})

    async with client.get("/api/v1/cards/1") as response:
        (token,) = (await response.json())["tokens"]
    assert "errorCode" not in answer
    assert (token["status"], token["reason_code"]) == ("ACTIVE", "FUNDING_ACCOUNT_UPDATE")
