"""The ways to verify a cardholder: shown for a token that waits, and for no other."""

import pytest

from tests.providers.vts.caller import TOKENS, YELLOW, Caller


@pytest.mark.exercises("vts.token_service.get_step_up_options")
async def test_a_token_that_waits_has_ways_with_masked_addresses(visa: Caller) -> None:
    token = await visa.token(YELLOW)

    ways = await visa.ways(token)

    assert all(way.keys() == {"method", "value", "identifier"} for way in ways)
    assert "*" in ways[0]["value"]


async def test_asking_again_changes_nothing(visa: Caller) -> None:
    token = await visa.token(YELLOW)

    first, second = await visa.ways(token), await visa.ways(token)

    assert first == second


async def test_an_active_token_has_nothing_to_verify(visa: Caller) -> None:
    token = await visa.token()

    answer = await visa.get(f"{TOKENS}/{token}/stepUpOptions")

    assert (answer.status, answer.reason) == (409, "notAllowed")


async def test_a_token_at_its_end_cannot_be_verified(visa: Caller) -> None:
    token = await visa.token(YELLOW)
    await visa.change(token, "delete")

    answer = await visa.get(f"{TOKENS}/{token}/stepUpOptions")

    assert (answer.status, answer.reason) == (409, "notAllowed")
