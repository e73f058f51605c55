"""What the documentation promises of each refusal is true: each is met, by an outside client, in the way that is told."""

import time
from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from emulator.config import Settings
from emulator.providers.vts import in_app, token_service
from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import RED, TOKENS, YELLOW, Answer, Caller, magic, token_for
from tests.providers.vts.in_app.clients import CUSTOMERS, PAYLOADS, card, enroll

Way = Callable[[Caller], Awaitable[Answer]]
UNKNOWN: Final = f"{TOKENS}/{'0' * 32}"
# What a wallet hands to an app, of a form that is right.
FOR_APPLE: Final = {"nonce": "kauVuA==", "nonceSignature": "QAAB", "deviceCert": "MIIB"}


@pytest.fixture
def settings() -> Settings:
    """Settings under which half a megabyte is too much."""
    return Settings(database="sqlite://", seed=1, issuer_url="http://127.0.0.1:9", body_limit=500_000)


async def wrong_secret(visa: Caller) -> Answer:
    visa.secret = "wrong"
    return await visa.get(UNKNOWN)


async def stranger(visa: Caller) -> Answer:
    visa.api_key = "NOBODY"
    return await visa.get(UNKNOWN)


async def twice_suspended(visa: Caller) -> Answer:
    token = await visa.token()
    await visa.change(token, "suspend")
    return await visa.change(token, "suspend")


async def fifth_code(visa: Caller) -> Answer:
    token = await visa.token(YELLOW)
    await visa.ask_code(token)
    return [await visa.validate(token, "000000") for _ in range(5)][-1]


async def nameless(visa: Caller) -> Answer:
    enrolled = (await enroll(visa, nameOnCard=None)).body
    return await visa.post(f"{PAYLOADS}/applePay", {**FOR_APPLE, "vCardID": enrolled["vCardID"]})


GATEWAY: Final[list[tuple[str, Way]]] = [
    ("401 9201", lambda visa: visa.send("GET", UNKNOWN, b"", token="")),
    ("401 9201", stranger),
    ("401 9159", wrong_secret),
]
TOKEN_SERVICE: Final[list[tuple[str, Way]]] = [
    ("400 invalidParameter", lambda visa: visa.provision(panSource=None)),
    ("400 incompleteRequest", lambda visa: visa.post(TOKENS)),
    ("400 invalidRequest", lambda visa: visa.send("POST", TOKENS, b"[]")),
    ("403 cardVerificationFailed", lambda visa: visa.provision(card=visa.card(cvv2="000"))),
    ("403 cardVerificationFailed", lambda visa: visa.provision(magic("102"))),
    ("403 cardNotEligible", lambda visa: visa.provision(magic("101"))),
    ("403 cardNotAllowed", lambda visa: visa.provision(magic("105"))),
    ("403 cardNotAllowed", lambda visa: visa.provision(magic("106"))),
    ("403 declined", lambda visa: visa.provision(RED)),
    ("403 notAllowed", lambda visa: visa.provision(magic("103"))),
    ("403 notAllowed", lambda visa: visa.get("/vts/panData")),
    ("409 notAllowed", twice_suspended),
    ("409 notAllowed", fifth_code),
    ("404 notFound", lambda visa: visa.get(UNKNOWN)),
    ("413 invalidRequest", lambda visa: visa.send("POST", TOKENS, b" " * 600_000)),
    ("502 serviceError", lambda visa: visa.provision(magic("104"))),
    ("503 serviceError", lambda visa: visa.provision(magic("107"))),
    ("504 serviceError", lambda visa: visa.provision(magic("191"))),
]
IN_APP: Final[list[tuple[str, Way]]] = [
    ("400 invalidParameter", lambda visa: visa.post(f"{PAYLOADS}/applePay", {**FOR_APPLE, "encCard": visa.sealed(card())})),
    ("403 cardNotEligible", lambda visa: enroll(visa, accountNumber="5555555555554444")),
    ("403 notAllowed", lambda visa: visa.post(f"{PAYLOADS}/applePay", {**FOR_APPLE, "tokenServiceProvider": "M"})),
    ("404 notFound", lambda visa: visa.get(f"{CUSTOMERS}/5505157d-1420-4e70-8f6f-d0ca41bf2201")),
    ("422 nameOnCardMissing", nameless),
]
ALL: Final = [*GATEWAY, *TOKEN_SERVICE, *IN_APP]


@pytest.mark.parametrize(("told", "way"), ALL, ids=[told for told, _ in ALL])
async def test_a_refusal_is_met_as_is_told(visa: Caller, told: str, way: Way) -> None:
    answer = await way(visa)

    code = answer.code if "responseStatus" in answer.body else answer.reason
    assert f"{answer.status} {code}" == told


async def test_an_issuer_that_declines_or_cannot_send_is_met_as_is_told(visa: Caller, issuing: Bank) -> None:
    issuing.answers.update({"approveProvisioning": {"actionCode": "05"}, "sendpasscode": {"actionCode": "01"}})

    declined, unsent = await visa.provision(), await visa.ask_code(await visa.token(YELLOW))

    assert [(answer.status, answer.reason) for answer in (declined, unsent)] == [(403, "declined"), (502, "serviceError")]


async def test_a_token_that_comes_again_is_met_as_is_told(visa: Caller) -> None:
    token = token_for(UNKNOWN, f"apiKey={visa.api_key}", b"", secret=visa.secret, at=int(time.time()))

    answers = [await visa.send("GET", UNKNOWN, b"", token=token) for _ in range(2)]

    assert [answer.status for answer in answers] == [404, 401]
    assert answers[1].code == "9121"


def test_every_promise_is_kept_and_none_is_forgotten() -> None:
    kept = {told for told, _ in ALL} | {"401 9121"}

    promised = {row.code for api in (token_service.API, in_app.API) for row in api.provocations}

    assert promised == kept
