"""Visa's calls to the issuer, over HTTP."""

from typing import Any

import pytest

from emulator.issuer_app.storage.models import VirtualCard

from ..conftest import Client
from ..visa.conftest import PAN, visa_card
from ..visa.stand_in import REFERENCE, TOKEN_PATH, about

__all__ = ["visa_card"]

pytestmark = pytest.mark.usefixtures("visa_card")
OTHER = "4111111111111111"


async def post(client: Client, path: str, message: Any) -> tuple[int, Any]:
    async with client.post(path, json=message) as answer:
        return answer.status, await answer.json()


async def changed(client: Client, event: str, pan: str = PAN, **token: Any) -> tuple[int, Any]:
    message = about(pan, token=token, messageReasonCode="3702")
    return await post(client, f"{TOKEN_PATH}/tokenChanged?eventType=TOKEN_STATUS_UPDATED&eventID={event}", message)


async def tokens(client: Client, card: VirtualCard) -> list[Any]:
    async with client.get(f"/api/v1/cards/{card.id}") as answer:
        found: list[Any] = (await answer.json())["tokens"]
        return found


@pytest.mark.parametrize(
    ("pan", "more", "code"), [(PAN, {"cvv2ResultsCode": "M"}, "00"), (PAN, {}, "85"), (OTHER, {"cvv2ResultsCode": "M"}, "05")]
)
async def test_provisioning_is_approved_by_the_rules(client: Client, *, pan: str, more: dict[str, Any], code: str) -> None:
    assert await post(client, f"{TOKEN_PATH}/approveProvisioning", about(pan, **more)) == (200, {"actionCode": code})


@pytest.mark.parametrize(("pan", "types"), [(PAN, ["email", "bank_app", "customer_service"]), (OTHER, [])])
async def test_the_owner_of_our_card_can_be_verified(client: Client, *, pan: str, types: list[str]) -> None:
    _, told = await post(client, "/cardholderverificationmethods/v1", about(pan))

    assert [way["type"] for way in told["cardholderVerificationMethods"]] == types


async def test_a_code_goes_into_the_inbox_once(client: Client) -> None:
    message = about(PAN, otpMethodIdentifier="email-1", OTPCode="123456", OTPCodeExp="1795521600")

    answers = [await post(client, "/sendpasscode/v1", message) for _ in range(2)]

    async with client.get("/api/v1/inbox") as answer:
        (code,) = (await answer.json())["codes"]
    assert answers == [(200, {"actionCode": "00"})] * 2
    assert (code["code"], code["token_reference"], code["made_by"], code["address"]) == ("123456", REFERENCE, "visa", "j***@example.com")


@pytest.mark.parametrize(("pan", "way", "error"), [(PAN, "app-1", "ISE40501"), (OTHER, "email-1", "ISE40500")])
async def test_a_code_that_cannot_be_sent_says_why(client: Client, *, pan: str, way: str, error: str) -> None:
    message = about(pan, otpMethodIdentifier=way, OTPCode="123456", OTPCodeExp="1795521600")

    status, told = await post(client, "/sendpasscode/v1", message)

    assert (status, told["actionCode"], told["errorCode"]) == (200, "01", error)


async def test_a_token_follows_what_visa_tells_and_an_event_counts_once(client: Client, visa_card: VirtualCard) -> None:
    await changed(client, "e-1")
    await changed(client, "e-2", tokenStatus="SUSPENDED")
    again = await changed(client, "e-1")

    (token,) = await tokens(client, visa_card)

    assert again == (200, {})
    assert (token["provider"], token["token_reference"], token["status"], token["expiry"]) == ("visa", REFERENCE, "SUSPENDED", "1230")


async def test_the_end_of_a_token_is_final(client: Client, visa_card: VirtualCard) -> None:
    for event, status in enumerate(("ACTIVE", "DEACTIVATED", "ACTIVE")):
        await changed(client, f"e-{event}", tokenStatus=status)

    assert [token["status"] for token in await tokens(client, visa_card)] == ["DEACTIVATED"]


async def test_a_card_that_is_not_ours_is_refused(client: Client) -> None:
    status, told = await changed(client, "e-1", OTHER)

    assert (status, told["errorCode"]) == (400, "ISE40011")


@pytest.mark.parametrize(
    ("message", "code"), [({}, "ISE40000"), ({"encryptedData": "a.b.c"}, "ISE40010"), ({"encryptedData": "nothing"}, "ISE40011")]
)
async def test_a_message_that_cannot_be_read_has_visas_code(client: Client, *, message: dict[str, str], code: str) -> None:
    given = {**about(PAN), **message} if message else {}

    status, told = await post(client, "/cardholderverificationmethods/v1", given)

    assert (status, told["errorCode"]) == (400, code)
