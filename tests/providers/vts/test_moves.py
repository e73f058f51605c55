"""How a token moves at Visa: two parties may hold it, each once."""

import pytest

from tests.providers.vts.caller import Caller
from tests.providers.vts.conftest import Observer


async def test_who_holds_a_token_already_cannot_take_hold_of_it_again(visa: Caller, behind: Observer) -> None:
    token = await visa.token()
    await visa.change(token, "suspend")

    again = await visa.change(token, "suspend")

    assert (again.status, again.reason) == (409, "notAllowed")
    assert len(await behind.history(token)) == 2


@pytest.mark.parametrize("operation", ["suspend", "resume", "delete"])
async def test_what_is_deleted_stays_so(visa: Caller, operation: str) -> None:
    token = await visa.token()
    await visa.change(token, "delete")

    answer = await visa.change(token, operation)

    assert (answer.status, await visa.status(token)) == (409, "DELETED")
