"""What all products of Visa have in common on the wire."""

import re

import pytest

from tests.providers.vts.caller import TOKENS, Caller

UNKNOWN = f"{TOKENS}/{'0' * 32}"


@pytest.mark.parametrize("path", ["/vdp/helloworld", UNKNOWN])
async def test_every_answer_has_a_correlation_id(visa: Caller, path: str) -> None:
    answer = await visa.get(path)

    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["X-CORRELATION-ID"])
    assert answer.headers["Content-Type"].startswith("application/json")


async def test_the_gateways_refusal_has_one_too(visa: Caller) -> None:
    answer = await visa.send("GET", UNKNOWN, b"", token="nonsense")

    assert (answer.status, "X-CORRELATION-ID" in answer.headers) == (401, True)


@pytest.mark.parametrize(("sent", "comes_back"), [("3f0c-1", True), ("x" * 36, True), ("x" * 37, False), ("a b", False)])
async def test_a_requests_own_id_comes_back_if_it_is_one(visa: Caller, sent: str, *, comes_back: bool) -> None:
    answer = await visa.send("GET", UNKNOWN, b"", headers={"x-request-id": sent})

    assert (answer.headers["X-Response-Id"] == sent) is comes_back
