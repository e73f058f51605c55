"""Hints to the requestor: signed with the secret that is for that, told once for each move, and not the truth itself."""

import hashlib
import hmac

import pytest

from emulator.core.context import House
from emulator.core.provisioning import NewAccount, card_of, replace_pan
from emulator.core.worlds import DEMO_VISA_SECRETS
from emulator.domain.cards import Expiry
from emulator.domain.tokens import Actor, Cause
from emulator.storage.unit import Unit
from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import YELLOW, Caller
from tests.providers.vts.conftest import Observer

SECRET = DEMO_VISA_SECRETS["outbound_secret"]


@pytest.fixture
async def listening(behind: Observer, bank: Bank) -> Bank:
    """A requestor that listens."""
    await behind.point_requestor_at(f"{bank.url}/hooks")
    return bank


@pytest.mark.exercises("vts.token_service.token_status_hint")
async def test_a_move_is_hinted_at_under_a_token_that_the_requestor_can_verify(visa: Caller, behind: Observer, listening: Bank) -> None:
    token = await visa.token()
    await visa.change(token, "suspend")

    await behind.deliver()

    (heard,) = listening.about("TOKEN_STATUS_UPDATED")
    version, at, mac = heard.headers["x-pay-token"].split(":")
    message = f"{at}hooks/TOKEN_STATUS_UPDATEDapiKey={visa.api_key}".encode() + heard.raw
    assert (version, mac) == ("xv2", hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest())
    assert heard.query == {"apiKey": visa.api_key}
    assert (heard.body["vProvisionedTokenID"], heard.body["date"].isdigit()) == (token, True)


async def test_every_move_is_hinted_at_once(visa: Caller, behind: Observer, listening: Bank) -> None:
    token = await visa.token()
    for operation in ("suspend", "suspend", "resume", "delete", "delete"):
        await visa.change(token, operation)

    await behind.deliver()

    assert len(listening.about("TOKEN_STATUS_UPDATED")) == 3


async def test_a_requestor_that_listens_nowhere_is_told_nothing(visa: Caller, behind: Observer) -> None:
    await visa.change(await visa.token(), "suspend")

    names = [notice.name for notice in await behind.notices() if notice.api == "vts.token_service"]

    assert names == []


async def test_a_new_token_is_known_from_its_answer(visa: Caller, behind: Observer, listening: Bank) -> None:
    await visa.token(YELLOW)

    await behind.deliver()

    assert listening.heard == []


async def test_a_card_that_was_issued_again_is_hinted_at(visa: Caller, house: House, behind: Observer, listening: Bank) -> None:
    made = (await visa.provision()).body
    token = await behind.token(made["vProvisionedTokenID"])
    ctx = behind.context()

    async def work(unit: Unit) -> None:
        account = NewAccount(expiry=Expiry(2050, 1))
        await replace_pan(ctx, unit, await card_of(unit, token), account=account, cause=Cause(Actor.ISSUER))

    await house.unit(ctx, work)
    await behind.deliver()

    (heard,) = listening.about("panMetadata")
    assert heard.body["vPanEnrollmentID"] == made["vPanEnrollmentID"]
