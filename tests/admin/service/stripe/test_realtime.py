"""Stripe's real-time endpoint is set through our own API."""

import pytest

from tests.admin.conftest import Call

REALTIME = "stripe/realtime"
NOBODY = {"url": None, "secret": None, "on_failure": None}


async def test_an_endpoint_is_set_shown_and_taken_away(get: Call, put: Call, delete: Call) -> None:
    before = await get(REALTIME)
    made = await put(REALTIME, {"url": "http://127.0.0.1:9/hook"})
    given = await put(REALTIME, {"url": "http://127.0.0.1:9/hook", "secret": "whsec_own", "on_failure": "approve"})

    assert (before, await get(REALTIME)) == (NOBODY, given)
    assert (made["on_failure"], made["secret"][:6], len(made["secret"])) == ("decline", "whsec_", 38)
    assert (given["secret"], given["on_failure"]) == ("whsec_own", "approve")
    assert (await delete(REALTIME), await get(REALTIME)) == (NOBODY, NOBODY)


@pytest.mark.parametrize("body", [{}, {"url": "ftp://x"}, {"url": "http://x", "secret": "own"}, {"url": "http://x", "on_failure": "ask"}])
async def test_a_setting_that_cannot_be_is_refused(refused: Call, body: dict[str, str]) -> None:
    assert await refused("PUT", REALTIME, json=body) == (422, "invalid_request")
