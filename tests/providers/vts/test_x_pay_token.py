"""Who gets in: tokens made by an independent hand, every gate by name, and all vectors through the front door."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from emulator.config import Auth, Settings
from emulator.core.context import House
from emulator.core.message import Request
from emulator.domain.worlds import Credential
from emulator.providers.vts import x_pay_token
from emulator.storage.unit import Unit
from tests.providers.vts.caller import TOKENS, Caller, signed, token_for
from tests.providers.vts.conftest import Observer
from tests.witness import vectors

KNOWN: Any = vectors("x_pay_token")
UNKNOWN = f"{TOKENS}/{'0' * 32}"
CARD = "/universal/core/cards/v-123-b25dd0af-2960-420b-8aaa-49b3e466c00f"


def now() -> int:
    return int(time.time())


@pytest.fixture
async def known(house: House) -> House:
    """A house in which the vectors' clients are registered."""
    clients = [
        Credential("visa", name, "default", {"shared_secret": secret})
        for name, secret in KNOWN["inputs"]["shared_secrets_by_api_key"].items()
    ]

    async def work(unit: Unit) -> None:
        for client in clients:
            await unit.worlds.add_credential(client)

    await house.unit(house.context(house.home, cause="test"), work)
    return house


@pytest.mark.parametrize("name", KNOWN["inputs"]["generate"])
async def test_every_known_token_gets_in(known: House, visa: Caller, name: str) -> None:
    case, expected = KNOWN["inputs"]["generate"][name], KNOWN["expected"]["generate"][name]
    known.wall = lambda: datetime.fromtimestamp(case["timestamp"], UTC)
    target = f"{case['url_path']}?{case['raw_query']}"
    headers = {"x-pay-token": expected["x-pay-token"], "Content-Type": "application/json"}

    answer = await visa.raw(case["method"], target, case["body_utf8"].encode(), headers=headers)

    assert "responseStatus" not in answer.body


@pytest.mark.parametrize("name", KNOWN["inputs"]["verify_refused"])
async def test_every_known_mistake_is_refused_with_its_code_and_named(known: House, visa: Caller, behind: Observer, name: str) -> None:
    case, expected = KNOWN["inputs"]["verify_refused"][name], KNOWN["expected"]["verify_refused"][name]
    known.wall = lambda: datetime.fromtimestamp(case["now"], UTC)
    target, body, headers = f"{case['url_path']}?{case['raw_query']}", case["body_utf8"].encode(), {"x-pay-token": case["x-pay-token"]}

    answers = [await visa.raw(case["method"], target, body, headers=headers) for _ in range(2 if "second" in expected else 1)]

    refused = expected.get("second", expected)
    assert (answers[-1].code, behind.causes) == (refused["code"], [refused["diagnosis"]])
    assert all("responseStatus" not in answer.body for answer in answers[:-1])


@pytest.mark.parametrize("name", ["apiKey", "apikey", "APIKEY"])
@pytest.mark.exercises("vts.token_service.hello")
async def test_the_key_may_be_spelt_as_it_is_signed(visa: Caller, name: str) -> None:
    query = f"{name}={visa.api_key}"
    token = token_for("/vdp/helloworld", query, b"", secret=visa.secret, at=now())

    answer = await visa.raw("GET", f"/vdp/helloworld?{query}", b"", headers={"X-PAY-TOKEN": token})

    assert (answer.status, answer.body["message"]) == (200, "helloworld")


@pytest.mark.parametrize("token", ["", "xv2:1:2:3", pytest.param(f"xv2:{now() * 1000}:{'0' * 64}", id="milliseconds")])
async def test_whoever_does_not_get_in_reads_the_gateways_code_and_no_more(visa: Caller, token: str) -> None:
    answer = await visa.send("GET", UNKNOWN, b"", token=token)

    status = answer.body["responseStatus"]
    assert list(answer.body) == ["responseStatus"]
    assert (answer.status, status["status"], status["severity"], status["info"]) == (401, 401, "ERROR", "")
    assert "X-Emulator-Explanation" in answer.headers


async def test_a_token_is_good_once_whatever_became_of_its_request(visa: Caller, behind: Observer) -> None:
    token = token_for(UNKNOWN, f"apiKey={visa.api_key}", b"", secret=visa.secret, at=now())

    first, second = [await visa.send("GET", UNKNOWN, b"", token=token) for _ in range(2)]

    assert (first.status, second.status, second.code) == (404, 401, "9121")
    assert second.body["responseStatus"]["message"] == "Token already used"
    assert behind.causes == ["token_already_used"]


async def test_a_token_that_did_not_match_is_not_used_up(visa: Caller) -> None:
    body, path = b'{"updateReason": {"reasonCode": "X"}}', f"{UNKNOWN}/suspend"
    token = token_for(path, f"apiKey={visa.api_key}", body, secret=visa.secret, at=now())

    spoilt = await visa.send("PUT", path, body + b" ", token=token)
    right = await visa.send("PUT", path, body, token=token)

    assert (spoilt.code, right.reason) == ("9159", "notFound")


async def test_a_token_is_remembered_as_long_as_its_window(house: House) -> None:
    ctx = house.context(house.home, cause="test")
    request = Request("GET", "", "", "", {"x-pay-token": f"xv2:{now()}:{'a' * 64}"}, b"")

    ticket = x_pay_token.ticket(ctx, request)

    assert ticket is not None
    assert int(ticket.since) == int(ctx.wall.timestamp()) - 480


def _without(text: str) -> str:
    return text.partition("/")[2]


@pytest.mark.parametrize(
    ("mistake", "cause"),
    [
        (lambda path, query, body: f"{_without(path)}{query}{body}", "resource_path_of_another_product"),
        (lambda path, query, body: f"{path}{query}{json.dumps(json.loads(body), separators=(',', ':'))}", "body_reserialised"),
        (lambda path, query, _body: f"{path}{query}", "body_not_signed"),
        (lambda path, _query, body: f"{path}{body}", "query_not_signed"),
    ],
)
async def test_a_mistake_is_named_with_both_texts(
    visa: Caller, behind: Observer, mistake: Callable[[str, str, str], str], cause: str
) -> None:
    path, body, at = f"{UNKNOWN}/suspend", '{"updateReason": {"reasonCode": "X"}}', now()
    token = signed(mistake(path.lstrip("/"), f"apiKey={visa.api_key}", body), visa.secret, at=at)

    answer = await visa.send("PUT", path, body.encode(), token=token)

    (finding,) = behind.exchange.findings
    assert (answer.code, finding.cause) == ("9159", cause)
    assert finding.expected != finding.got


async def test_whoever_signs_with_the_encryption_secret_is_told_so(visa: Caller, behind: Observer) -> None:
    visa.secret = visa.field_secret

    answer = await visa.get(UNKNOWN)

    assert (answer.code, behind.causes) == ("9159", ["signed_with_another_secret"])


def settings_with(**changes: Any) -> Settings:
    return Settings(database="sqlite://", seed=1, issuer_url="http://127.0.0.1:9", **changes)


class TestWhereTokensMayComeAgain:
    """The setting that turns the memory off."""

    @pytest.fixture
    def settings(self) -> Settings:
        return settings_with(visa_replay="allow")

    async def test_they_do(self, visa: Caller) -> None:
        token = token_for(UNKNOWN, f"apiKey={visa.api_key}", b"", secret=visa.secret, at=now())

        answers = [await visa.send("GET", UNKNOWN, b"", token=token) for _ in range(2)]

        assert [answer.status for answer in answers] == [404, 404]


class TestLenience:
    """Signatures that are not taken strictly."""

    @pytest.fixture
    def settings(self) -> Settings:
        return settings_with(auth=Auth.LENIENT)

    async def test_a_path_cut_by_another_products_rule_is_taken(self, visa: Caller, behind: Observer) -> None:
        token = signed(f"{CARD.lstrip('/')}apiKey={visa.api_key}", visa.secret, at=now())

        answer = await visa.send("GET", CARD, b"", token=token)

        assert (answer.status, behind.causes) == (404, [])

    async def test_a_wrong_signature_is_remarked_on(self, visa: Caller, behind: Observer) -> None:
        visa.secret = "wrong"

        answer = await visa.provision()

        assert (answer.status, behind.causes) == (201, ["no_candidate_matched"])


class TestWithoutAuthentication:
    """Nobody is asked who he is."""

    @pytest.fixture
    def settings(self) -> Settings:
        return settings_with(auth=Auth.OFF)

    async def test_a_request_without_token_and_key_is_answered_as_the_demos(self, visa: Caller) -> None:
        body = json.dumps(visa.order()).encode()

        answer = await visa.raw("POST", TOKENS, body, headers={"Content-Type": "application/json"})

        assert answer.status == 201
