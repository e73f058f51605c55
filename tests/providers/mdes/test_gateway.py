"""What the gateway refuses by itself, in its own form."""

from typing import Any

import pytest

from emulator.config import Settings
from tests.providers.mdes.caller import CONNECT, DIGITIZATION, Caller, codes, gateway_code
from tests.providers.observer import Observer


@pytest.fixture
def settings() -> Settings:
    """A house that takes small bodies only."""
    return Settings(database="sqlite://", seed=1, body_limit=20_000)


async def test_a_refusal_has_the_form_that_mastercards_gateway_has(mdes: Caller) -> None:
    answer = await mdes.get("/mdes/nowhere")

    (error,) = answer.body["Errors"]["Error"]
    assert answer.headers["Content-Type"].startswith("application/json")
    assert {name: value for name, value in error.items() if name != "Description"} == {
        "Source": "Gateway",
        "ReasonCode": "NOT_FOUND",
        "Recoverable": False,
        "Details": None,
    }


@pytest.mark.parametrize("path", ["/mdes/nowhere", "/mtf/mdes/digitization/1/0/nothing", "/mdes/connect/1/0/nothing", "/mdes"])
async def test_an_unknown_path_is_not_found(mdes: Caller, behind: Observer, path: str) -> None:
    answer = await mdes.get(path)

    assert (answer.status, gateway_code(answer), behind.causes) == (404, "NOT_FOUND", ["no_such_operation"])


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", f"{DIGITIZATION}/tokenize", "POST"),
        ("DELETE", "/mdes/assets/static/1/0/asset/abc", "GET"),
        ("GET", f"{CONNECT}/pushMultipleAccounts", "POST"),
    ],
)
async def test_a_wrong_method_is_told_from_a_wrong_path(mdes: Caller, method: str, path: str, allowed: str) -> None:
    answer = await mdes.send(method, path, b"")

    assert (answer.status, gateway_code(answer), answer.headers["Allow"]) == (405, "METHOD_NOT_ALLOWED", allowed)


async def test_a_body_that_is_too_large_is_refused(mdes: Caller) -> None:
    answer = await mdes.send("POST", f"{DIGITIZATION}/tokenize", b" " * 20_001)

    assert (answer.status, gateway_code(answer)) == (413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_a_body_of_another_type_is_refused(mdes: Caller, behind: Observer, kind: str) -> None:
    answer = await mdes.send("POST", f"{DIGITIZATION}/getToken", b"{}", headers={"Content-Type": kind})

    assert (answer.status, gateway_code(answer), behind.causes) == (415, "UNSUPPORTED_MEDIA_TYPE", ["content_type_not_json"])


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=UTF-8", "Application/JSON"])
async def test_json_is_taken_with_any_charset_parameter(mdes: Caller, kind: str) -> None:
    answer = await mdes.send("POST", f"{DIGITIZATION}/getToken", b"{}", headers={"Content-Type": kind})

    assert (answer.status, set(codes(answer))) == (200, {"MISSING_REQUIRED_FIELD"})


async def test_who_is_not_let_in_does_not_learn_what_there_is(client: Any) -> None:
    async with client.get("/mdes/nowhere") as answer:
        body = await answer.json()

    assert (answer.status, body["Errors"]["Error"][0]["ReasonCode"]) == (400, "INVALID_OAUTH_SBS")
