"""Signed calls to Visa, and its refusals in words."""

from typing import Any

import pytest

from emulator.issuer_app.errors import ProviderRefused, ProviderSilent, ProviderUnreachable
from emulator.issuer_app.visa.gateway import Gateway
from emulator.issuer_app.visa.keys import Secrets

from .stand_in import VisaStandIn

CARDS = "/universal/core/cards"


async def test_a_call_is_signed_as_the_stand_in_wants_it(gateway: Gateway, visa: VisaStandIn) -> None:
    visa.answer = {"vCardID": "v-1"}

    assert await gateway.post(CARDS, {"a": 1}) == {"vCardID": "v-1"}
    assert visa.asked == [(CARDS, {"a": 1})]


async def test_a_key_with_signs_in_it_travels_encoded(gateway: Gateway, visa: VisaStandIn) -> None:
    visa.answer = {}
    secrets = Secrets("A+B/C=", gateway.secrets.shared_secret, "k", "s")

    await Gateway(gateway.session, gateway.url, secrets, 5.0, gateway.now).post(CARDS, {})

    assert len(visa.asked) == 1


@pytest.mark.parametrize(
    ("status", "answer", "told"),
    [
        (403, {"errorResponse": {"status": 403, "reason": "cardNotEligible", "message": "No."}}, "cardNotEligible (No.)"),
        (401, {"responseStatus": {"status": 401, "code": "9159", "message": ""}}, "9159"),
        (503, b"<html>", "HTTP status 503"),
        (200, b"[]", "HTTP status 200"),
    ],
)
async def test_a_refusal_is_told_in_visas_words(gateway: Gateway, visa: VisaStandIn, status: int, *, answer: Any, told: str) -> None:
    visa.status, visa.answer = status, answer

    with pytest.raises(ProviderRefused) as refused:
        await gateway.post(CARDS, {})

    assert str(refused.value) == f"Visa refused: {told}"


async def test_a_wrong_secret_is_refused(gateway: Gateway, visa: VisaStandIn) -> None:
    secrets = Secrets(gateway.secrets.api_key, "wrong", "k", "s")

    with pytest.raises(ProviderRefused, match="9159"):
        await Gateway(gateway.session, gateway.url, secrets, 5.0, gateway.now).post(CARDS, {})


async def test_nobody_there_and_nobody_answering_are_told_apart(gateway: Gateway) -> None:
    dead = Gateway(gateway.session, "http://127.0.0.1:9", gateway.secrets, 5.0, gateway.now)
    hasty = Gateway(gateway.session, gateway.url, gateway.secrets, 1e-9, gateway.now)

    with pytest.raises(ProviderUnreachable):
        await dead.post(CARDS, {})
    with pytest.raises(ProviderSilent):
        await hasty.post(CARDS, {})
