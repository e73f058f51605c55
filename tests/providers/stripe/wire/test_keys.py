"""Keys let in whom they should, to what they should, and are shown to nobody."""

import base64
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.message import Request
from emulator.core.wire import AccessDenied
from emulator.providers.stripe.wire.keys import KeyKind, shown

Client = TestClient[web.BaseRequest, web.Application]


def showing(authorization: str) -> Request:
    return Request("GET", "http://x/v1", "/v1", "", {"authorization": authorization}, b"")


def basic(user: str) -> str:
    return f"Basic {base64.b64encode(user.encode()).decode()}"


@pytest.mark.parametrize(
    ("authorization", "kind", "claim"),
    [
        ("Bearer sk_test_123", KeyKind.SECRET, ("stripe", "sk_test_123")),
        ("bearer rk_test_123", KeyKind.RESTRICTED, ("stripe", "sk_test_123")),
        ("Bearer  pk_test_my-ci_job.".rstrip("."), KeyKind.PUBLISHABLE, ("stripe", "sk_test_my-ci_job")),
        (basic("sk_test_123:"), KeyKind.SECRET, ("stripe", "sk_test_123")),
        (basic("sk_test_123"), KeyKind.SECRET, ("stripe", "sk_test_123")),
        ("Bearer ek_test_YWNjdA==_00abc", KeyKind.EPHEMERAL, ("stripe.ephemeral", "ek_test_YWNjdA==_00abc")),
    ],
)
def test_a_key_is_read_from_the_header(authorization: str, kind: KeyKind, claim: tuple[str, str]) -> None:
    key = shown(showing(authorization))

    assert (key.kind, key.claim) == (kind, claim)


@pytest.mark.parametrize(
    ("authorization", "cause"),
    [
        ("", "no_api_key"),
        ("Bearer", "no_api_key"),
        ("Basic %%%", "no_api_key"),
        ("Digest x", "no_api_key"),
        ("Bearer 12345", "invalid_api_key"),
        ("Bearer sk_test_", "invalid_api_key"),
        ("Bearer sk_test_a b", "invalid_api_key"),
        (f"Bearer sk_test_{'x' * 300}", "invalid_api_key"),
        ("Bearer sk_live_123456789", "live_api_key"),
    ],
)
def test_what_is_no_test_key_is_refused(authorization: str, cause: str) -> None:
    with pytest.raises(AccessDenied) as refused:
        shown(showing(authorization))

    assert refused.value.finding.cause == cause


def test_a_key_prints_masked() -> None:
    key = shown(showing("Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc"))

    assert (repr(key), key.masked) == ("Key(sk_test_****p7dc)", "sk_test_****p7dc")


@pytest.mark.parametrize(
    ("headers", "status", "begin"),
    [
        ({}, 401, "You did not provide an API key."),
        ({"Authorization": "Bearer nonsense"}, 401, "Invalid API Key provided: ****"),
        ({"Authorization": "Bearer sk_live_4eC39HqLyjWDarjtT1zdp7dc"}, 401, "Invalid API Key provided: sk_live_****p7dc."),
        ({"Authorization": "Bearer ek_test_nobody_has_this"}, 401, "Invalid API Key provided: ek_test_****this"),
        ({"Authorization": "Bearer pk_test_x"}, 403, "This API call cannot be made with a publishable API key."),
        (
            {"Authorization": "Bearer sk_test_x", "Stripe-Account": "acct_x"},
            403,
            "The provided key does not have access to account 'acct_x'",
        ),
    ],
)
async def test_a_wrong_key_is_answered_as_stripe_answers_it(client: Client, headers: dict[str, str], status: int, begin: str) -> None:
    answer = await client.get("/v1/issuing/cards", headers=headers)

    body: Any = await answer.json()
    assert (answer.status, body["error"]["type"]) == (status, "invalid_request_error")
    assert body["error"]["message"].startswith(begin)
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)


async def test_every_key_is_an_account_of_its_own(client: Client) -> None:
    mine, theirs = ({"Authorization": f"Bearer sk_test_{name}"} for name in ("mine", "theirs"))
    form = {"name": "A", "type": "company", **{f"billing[address][{part}]": "US" for part in ("city", "country", "line1", "postal_code")}}

    made = await (await client.post("/v1/issuing/cardholders", data=form, headers=mine)).json()

    assert (await client.get(f"/v1/issuing/cardholders/{made['id']}", headers=theirs)).status == 404
    assert (await client.get(f"/v1/issuing/cardholders/{made['id']}", headers={"Authorization": "Bearer rk_test_mine"})).status == 200
