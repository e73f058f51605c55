"""Whose token it is: an API key speaks for one requestor, and for no token of another's."""

import pytest

from emulator.core.context import House
from emulator.domain.worlds import Credential
from tests.providers.vts.caller import TOKENS, Caller, FrontDoor


async def another(house: House, door: FrontDoor, requestor: str) -> Caller:
    """A client of another requestor in the same world."""
    credential = Credential("visa", "ANOTHER+KEY/", "default", {"shared_secret": "another", "requestor": requestor})
    await house.unit(house.context(house.home, cause="test"), lambda unit: unit.worlds.add_credential(credential))
    return Caller(door, "ANOTHER%2BKEY%2F", "another", "ANOTHER+KEY/", "another")


@pytest.mark.parametrize("path", ["", "/stepUpOptions"])
async def test_anothers_token_is_not_shown(visa: Caller, house: House, client: FrontDoor, path: str) -> None:
    token = await visa.token()
    stranger = await another(house, client, "50111111111")

    answer = await stranger.get(f"{TOKENS}/{token}{path}")

    assert (answer.status, answer.reason) == (403, "notAllowed")


async def test_anothers_token_cannot_be_changed(visa: Caller, house: House, client: FrontDoor) -> None:
    token = await visa.token()
    stranger = await another(house, client, "50111111111")

    answer = await stranger.change(token, "delete")

    assert (answer.status, await visa.status(token)) == (403, "ACTIVE")


async def test_a_card_shows_each_requestor_its_own_tokens(visa: Caller, house: House, client: FrontDoor) -> None:
    made = (await visa.provision()).body
    stranger = await another(house, client, "50111111111")

    seen = await stranger.get(f"/vts/panEnrollments/{made['vPanEnrollmentID']}")

    assert (seen.status, seen.body["tokens"]) == (200, [])


@pytest.mark.parametrize("requestor", ["98765432101", "00000000000", ""])
async def test_a_requestor_that_is_not_registered_for_visa_has_no_tokens(house: House, client: FrontDoor, requestor: str) -> None:
    stranger = await another(house, client, requestor)

    answer = await stranger.provision()

    assert (answer.status, answer.reason) == (403, "notAllowed")
