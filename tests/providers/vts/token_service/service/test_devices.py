"""Devices: bound once the cardholder is verified, and what a passkey's page needs."""

import base64
import re
from typing import Any

import pytest

from tests.providers.vts.caller import TOKENS, YELLOW, Answer, Caller
from tests.providers.vts.conftest import Observer

# A browser, and a session on the passkey's page, as Visa's public client describes them.
BROWSER: dict[str, Any] = {
    "browserJavaEnabled": False,
    "browserJavascriptEnabled": True,
    "browserLanguage": "en-US",
    "browserColorDepth": "24",
    "browserScreenHeight": "1080",
    "browserScreenWidth": "1920",
    "browserTimeZone": "0",
    "userAgent": "Emulated Browser/1.0",
    "browserHeader": "*/*",
    "ipAddress": "192.0.2.1",
}


async def bind(visa: Caller, token: str, **changes: Any) -> Answer:
    message = {
        "clientReferenceID": "r-1",
        "clientAppID": "emulator-app",
        "intent": "FIDO",
        "platformType": "WEB",
        "reasonCode": "DEVICE_BINDING",
        "encBillingInfo": visa.sealed({"email": "jane@example.com"}),
        "encDeviceRiskDataInfo": visa.sealed([{"name": "risk", "value": "low"}]),
        "sessionContext": {"secureToken": "session-1"},
        "browserData": BROWSER,
        **changes,
    }
    return await visa.post(f"{TOKENS}/{token}/deviceBinding", message, query="&reasonCode=PROVISIONING")


async def options(visa: Caller, token: str, **changes: Any) -> Answer:
    message = {
        "clientReferenceID": "r-1",
        "clientAppID": "emulator-app",
        "type": "AUTHENTICATE",
        "reasonCode": "PAYMENT",
        "sessionContext": {"secureToken": "session-1"},
        "browserData": BROWSER,
        "dynamicData": {"authenticationAmount": "0.00", "currencyCode": "840"},
        "encAuthenticationData": visa.sealed({"consumerInfo": {"emailAddress": "jane@example.com"}}),
        "authenticationPreferencesRequested": {"selectedPopupForAuthenticate": False},
        **changes,
    }
    return await visa.post(f"{TOKENS}/{token}/attestation/options", message)


async def devices(visa: Caller, token: str) -> Any:
    return (await visa.get(f"{TOKENS}/{token}")).body.get("deviceBindingInfoList")


@pytest.mark.exercises("vts.token_service.bind_device")
async def test_a_device_is_bound_when_its_holder_was_verified(visa: Caller, behind: Observer) -> None:
    token = await visa.token()

    challenge = await bind(visa, token, clientDeviceID="d-1")
    before = await devices(visa, token)
    await visa.choose(token, challenge.body["stepUpRequest"][0]["identifier"])
    proved = await visa.validate(token, await behind.otp())

    assert (challenge.status, challenge.body["status"], proved.status) == (200, "CHALLENGED", 200)
    assert before == [{"clientDeviceID": "d-1", "deviceName": "Emulated Browser/1.0", "status": "CHALLENGED"}]
    assert await devices(visa, token) == [{**before[0], "status": "BOUND"}]


async def test_binding_a_device_of_a_token_that_waits_brings_it_to_life_as_well(visa: Caller, behind: Observer) -> None:
    token = await visa.token(YELLOW)

    challenge = await bind(visa, token)
    await visa.choose(token, challenge.body["stepUpRequest"][0]["identifier"])
    await visa.validate(token, await behind.otp())

    assert await visa.status(token) == "ACTIVE"
    assert [one["status"] for one in await devices(visa, token)] == ["BOUND"]


async def test_a_payment_with_a_bound_device_is_an_authenticated_one(visa: Caller, behind: Observer) -> None:
    token = await visa.token()
    before = await visa.pay(token)
    challenge = await bind(visa, token)
    await visa.choose(token, challenge.body["stepUpRequest"][0]["identifier"])
    await visa.validate(token, await behind.otp())

    after = await visa.pay(token)

    assert [one.body["cryptogramInfo"]["eci"] for one in (before, after)] == ["07", "05"]


async def test_a_suspended_token_cannot_be_bound(visa: Caller) -> None:
    token = await visa.token()
    await visa.change(token, "suspend")

    answer = await bind(visa, token)

    assert (answer.status, answer.reason) == (409, "notAllowed")


@pytest.mark.parametrize("action", ["REGISTER", "AUTHENTICATE"])
@pytest.mark.exercises("vts.token_service.get_attestation_options")
async def test_the_passkeys_page_gets_what_clients_stop_without(visa: Caller, action: str) -> None:
    token = await visa.token()

    answer = await options(visa, token, type=action)

    context = answer.body["authenticationContext"]
    assert (answer.status, context["action"], context["platformType"]) == (200, action, "WEB")
    assert context["endpoint"].startswith(f"{visa.door.make_url('/')}".rstrip("/"))
    assert re.fullmatch(r"[0-9a-f-]{36}", context["identifier"])
    assert len(base64.urlsafe_b64decode(context["payload"] + "==")) > 16
    assert context["authenticationPreferencesEnabled"] == {"responseMode": "com_visa_web_message", "responseType": "code"}


async def test_a_session_may_be_plain_text(visa: Caller) -> None:
    token = await visa.token()

    answer = await options(visa, token, sessionContext="session-1")

    assert answer.status == 200


async def test_a_token_that_waits_has_no_passkey(visa: Caller) -> None:
    token = await visa.token(YELLOW)

    answer = await options(visa, token)

    assert (answer.status, answer.reason) == (409, "notAllowed")
