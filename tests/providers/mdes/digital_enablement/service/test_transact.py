"""The operation that is not built."""

from tests.providers.mdes.caller import Caller, codes
from tests.providers.mdes.conftest import Observer


async def test_transact_says_in_mastercards_form_that_it_is_not_supported(mdes: Caller, behind: Observer) -> None:
    message = {"requestId": "x-1", "tokenUniqueReference": "D" * 48, "dsrpType": "UCAF"}

    answer = await mdes.post("/mdes/remotetransaction/static/1/0/transact", message)

    assert (answer.status, codes(answer), answer.body["responseId"]) == (200, ["NOT_SUPPORTED"], "x-1")
    assert behind.causes == ["not_built"]
