"""How Token Connect says no."""

import pytest

from emulator.core.context import House
from emulator.core.message import Request
from emulator.domain.errors import Unavailable
from emulator.providers.mdes.token_connect import API
from tests.providers.mdes.caller import CONNECT, Caller, FrontDoor, codes, fle


async def test_a_refusal_is_a_list_of_errors_with_status_200(mdes: Caller) -> None:
    answer = await mdes.push("5123456789012345", tokenRequestorId="1")

    assert (answer.status, answer.body) == (
        200,
        {
            "errors": [{"source": "INPUT", "reasonCode": "INVALID_FIELD_FORMAT", "description": "Invalid Field Format - tokenRequestorId"}],
            "responseId": "p-1",
        },
    )


async def test_cards_sealed_to_another_key_are_refused(client: FrontDoor) -> None:
    answer = await Caller(client, fle(certificate="issuer")).push("5123456789012345")

    assert (answer.status, codes(answer)) == (200, ["CRYPTOGRAPHY_ERROR"])


@pytest.mark.parametrize("path", ["/mdes/connect/x", "/mdes/mtf/connect/x", "/mdes/issuer-assets/x", "/mtf/mdes/itf/connect/x"])
async def test_an_unknown_path_below_token_connect_is_refused_by_the_gateway(mdes: Caller, path: str) -> None:
    answer = await mdes.get(path)

    assert (answer.status, list(answer.body)) == (404, ["Errors"])


def test_the_emulators_own_failure_has_status_500(house: House) -> None:
    request = Request("POST", f"http://x{CONNECT}/pushAccount", f"{CONNECT}/pushAccount", "", {}, b"{}")

    response = API.wire.render(house.context(house.home), request, Unavailable("x"))

    assert (response.status, b"INTERNAL_SERVICE_FAILURE" in response.body) == (500, True)


def test_every_row_says_where_its_facts_are_published() -> None:
    assert all(row.source.startswith("https://developer.mastercard.com/") and row.summary for row in API.operations)
