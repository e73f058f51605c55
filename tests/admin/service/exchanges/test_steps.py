"""What was checked of a request is told step by step: what passed, what refused it, and what was not looked at any more."""

import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from oauth1.oauth import OAuth

from emulator import bootstrap
from emulator.config import Auth, Settings
from emulator.core.context import House
from tests.admin.conftest import Client
from tests.flows.customer import CONSUMER_KEY, signing_key
from tests.flows.visa_client import API_KEY, SECRET

BODY = '{"requestId": "123456", "tokenUniqueReference": "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"}'
MDES = ["header", "parameters", "consumer_key", "body_hash", "signature", "clock", "nonce"]
VISA = ["header", "api_key", "clock", "signature", "replay"]
INSIDE = ["message", "rules"]
TOKEN = "/vts/provisionedTokens/0123456789abcdef0123456789abcdef"

Change = Callable[[str], str]


@pytest.fixture
def settings() -> Settings:
    return Settings(database="sqlite://", seed=1, deadline_interval=3_600)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    running = await bootstrap.start(settings)
    yield running
    await running.close()


async def steps(client: Client) -> list[tuple[str, str]]:
    """What the exchange that has just ended tells."""
    newest = (await (await client.get("/_emulator/exchanges")).json())["exchanges"][0]["id"]
    seen = await (await client.get(f"/_emulator/exchanges/{newest}")).json()
    return [(step["step"], step["outcome"]) for step in seen["steps"]]


def told(names: list[str], refused: str = "", *, behind: str = "not_made") -> list[tuple[str, str]]:
    """The steps as they must be when one refuses."""
    at = names.index(refused) if refused else len(names)
    return [(name, "passed" if place < at else "refused" if place == at else behind) for place, name in enumerate(names)]


def other(text: str, **names: str) -> str:
    for name, value in names.items():
        text = text.replace(name, value)
    return text


async def mdes(client: Client, change: Change = str, *, body: str = BODY, path: str = "getToken") -> Any:
    """A call signed by Mastercard's own signer, and its header changed on the way."""
    full = f"/mdes/digitization/1/0/{path}"
    header = change(OAuth.get_authorization_header(str(client.make_url(full)), "POST", BODY, CONSUMER_KEY, signing_key()))
    return await client.post(full, data=body.encode(), headers={"Content-Type": "application/json", "Authorization": header})


async def visa(client: Client, change: Change = str, *, at: int = 0, key: str = API_KEY) -> Any:
    """A call signed with the standard library's HMAC, and its token changed on the way."""
    moment, query = str(int(time.time()) + at), f"apiKey={key}"
    digest = hmac.new(SECRET.encode(), f"{moment}{TOKEN[1:]}{query}".encode(), hashlib.sha256).hexdigest()
    return await client.get(f"{TOKEN}?{query}", headers={"x-pay-token": change(f"xv2:{moment}:{digest}")})


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (lambda _: "Basic x", "header"),
        (lambda text: other(text, oauth_nonce="other_nonce"), "parameters"),
        (lambda text: other(text, tspemulatordemo0="tspemulatorgone0"), "consumer_key"),
        (lambda text: other(text, oauth_timestamp='oauth_ti="1",oauth_timestamp'), "signature"),
    ],
)
async def test_mdes_passes_what_stands_before_the_step_that_refuses(client: Client, change: Change, refused: str) -> None:
    await mdes(client, change)

    assert await steps(client) == told([*MDES, *INSIDE], refused)


async def test_a_changed_body_is_refused_by_its_hash(client: Client) -> None:
    await mdes(client, body=BODY.replace("1", "2"))

    assert await steps(client) == told([*MDES, *INSIDE], "body_hash")


async def test_behind_the_door_stand_message_and_rules(client: Client) -> None:
    await mdes(client)
    rules = await steps(client)
    await mdes(client, path="nowhere")
    route = await steps(client)

    assert rules == told([*MDES, *INSIDE], "rules")
    assert route == told([*MDES, "route", *INSIDE], "route")


async def test_a_step_that_passed_shows_what_was_compared(client: Client) -> None:
    await mdes(client)
    seen = await (await client.get("/_emulator/exchanges/ex_00000001")).json()
    shown = {step["step"]: step["shown"] for step in seen["steps"]}

    assert shown["consumer_key"] == CONSUMER_KEY
    assert shown["body_hash"] == OAuth.get_authorization_header("http://x/", "POST", BODY, "k", signing_key()).split('body_hash="')[1][:44]
    assert shown["signature"].startswith("POST&http%3A%2F%2F127.0.0.1")


@pytest.mark.parametrize(
    ("change", "options", "refused"),
    [
        (lambda _: "xv2", {}, "header"),
        (str, {"key": "GONE"}, "api_key"),
        (str, {"at": -4_000}, "clock"),
        (lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"), {}, "signature"),
        (str, {}, "rules"),
    ],
)
async def test_visa_passes_what_stands_before_the_step_that_refuses(
    client: Client, change: Change, options: dict[str, Any], refused: str
) -> None:
    await visa(client, change, **options)

    assert await steps(client) == told([*VISA, *INSIDE], refused)


async def test_a_token_of_visas_is_good_once(client: Client) -> None:
    first = await visa(client)

    await visa(client, lambda _: str(first.request_info.headers["x-pay-token"]))

    assert await steps(client) == told([*VISA, *INSIDE], "replay")


async def test_stripe_checks_the_key(client: Client) -> None:
    await client.get("/v1/issuing/cards", headers={"Authorization": "Bearer sk_live_steps"})

    assert await steps(client) == told(["api_key", *INSIDE], "api_key")


class TestLenient:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, deadline_interval=3_600, auth=Auth.LENIENT)

    async def test_what_is_tolerated_is_the_last_that_is_looked_at_outside(self, client: Client) -> None:
        await mdes(client, body=BODY.replace("1", "2"))

        seen = await steps(client)

        assert seen[2:6] == [("consumer_key", "passed"), ("body_hash", "tolerated"), ("signature", "not_made"), ("clock", "not_made")]
        assert seen[7:] == told(INSIDE, "rules")


class TestOff:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, deadline_interval=3_600, auth=Auth.OFF)

    async def test_nothing_is_checked_at_the_door(self, client: Client) -> None:
        await mdes(client)

        assert await steps(client) == [*((name, "not_made") for name in MDES), *told(INSIDE, "rules")]
