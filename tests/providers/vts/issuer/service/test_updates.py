"""What issuers ask of Visa: is it there, change this token, what is known of these."""

from typing import Any, Final

import pytest

from emulator.core.context import House
from emulator.domain.worlds import Credential
from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import YELLOW, Answer, Caller, FrontDoor
from tests.providers.vts.conftest import Observer

BASE: Final = "/rsrv_VNTSTokenUpdateService"


async def life_cycle(visa: Caller, operation: str, **names: Any) -> Answer:
    message = {"requestID": "r-1", "operatorID": "operator", "operationType": operation, **names}
    return await visa.post(f"{BASE}/LifeCycle/v1", message)


async def inquiry(visa: Caller, **names: Any) -> Answer:
    return await visa.post(f"{BASE}/Inquiry/v1", {"requestID": "r-1", **names})


@pytest.mark.exercises("vts.issuer.ping")
async def test_visa_is_there(visa: Caller) -> None:
    answer = await visa.post(f"{BASE}/Ping/v1", {})

    assert (answer.status, answer.body) == (200, {"status": "SUCCESS"})


@pytest.mark.exercises("vts.issuer.life_cycle")
async def test_a_token_is_named_by_its_reference_or_its_number(visa: Caller) -> None:
    made = (await visa.provision()).body
    number = visa.opened(made["tokenInfo"]["encTokenInfo"])["token"]

    first = await life_cycle(visa, "SUSPEND", tokenReferenceID=made["tokenInfo"]["tokenReferenceID"])
    second = await life_cycle(visa, "RESUME", token=number, tokenRequestorID="50123456789")

    assert first.body == {"requestID": "r-1", "status": "SUCCESS", "tokenState": "SUSPENDED"}
    assert second.body["tokenState"] == "ACTIVE"
    assert await visa.status(made["vProvisionedTokenID"]) == "ACTIVE"


async def test_what_the_issuer_suspended_the_requestor_cannot_resume(visa: Caller) -> None:
    made = (await visa.provision()).body
    await life_cycle(visa, "SUSPEND", tokenReferenceID=made["tokenInfo"]["tokenReferenceID"])

    answer = await visa.change(made["vProvisionedTokenID"], "resume")

    assert (answer.status, answer.reason, await visa.status(made["vProvisionedTokenID"])) == (409, "notAllowed", "SUSPENDED")


async def test_an_issuer_that_knows_its_cardholder_activates(visa: Caller, behind: Observer, issuing: Bank) -> None:
    made = (await visa.provision(YELLOW)).body

    answer = await life_cycle(visa, "ACTIVATE", tokenReferenceID=made["tokenInfo"]["tokenReferenceID"], activationCode="123456")
    await behind.deliver()

    assert answer.body["tokenState"] == "ACTIVE"
    assert issuing.about("tokenChanged")[-1].body["messageReasonCode"] == "3713"


@pytest.mark.parametrize(
    ("names", "status", "reason"),
    [
        ({}, 400, "invalidParameter"),
        ({"tokenReferenceID": "DNITHE000000000000000000"}, 404, "notFound"),
        ({"token": "4895370012003478"}, 404, "notFound"),
        ({"token": "x"}, 400, "invalidParameter"),
    ],
)
async def test_a_token_that_is_not_named_right_is_not_changed(visa: Caller, names: dict[str, str], *, status: int, reason: str) -> None:
    answer = await life_cycle(visa, "SUSPEND", **names)

    assert (answer.status, answer.reason) == (status, reason)


async def test_a_token_at_another_requestor_is_not_the_one(visa: Caller) -> None:
    made = (await visa.provision()).body

    answer = await life_cycle(visa, "SUSPEND", tokenReferenceID=made["tokenInfo"]["tokenReferenceID"], tokenRequestorID="50111111111")

    assert (answer.status, answer.reason) == (404, "notFound")


async def test_a_card_that_is_issued_again_keeps_its_account_and_its_tokens(visa: Caller, behind: Observer, bank: Bank) -> None:
    await behind.point_requestor_at(bank.url)
    made = (await visa.provision()).body
    card = visa.sealed({"primaryAccountNumber": "4761120010000500", "expirationDate": {"month": "01", "year": "2050"}})

    answer = await life_cycle(visa, "UPDATE", tokenReferenceID=made["tokenInfo"]["tokenReferenceID"], cardholderInfo=card)
    await behind.deliver()

    seen = (await visa.get(f"/vts/panEnrollments/{made['vPanEnrollmentID']}")).body
    assert (answer.status, answer.body["tokenState"], await visa.status(made["vProvisionedTokenID"])) == (200, "ACTIVE", "ACTIVE")
    assert (seen["paymentInstrument"]["last4"], seen["paymentInstrument"]["expirationDate"]["year"]) == ("0500", "2050")
    assert seen["paymentInstrument"]["paymentAccountReference"] == made["paymentInstrument"]["paymentAccountReference"]
    assert [heard.body["vPanEnrollmentID"] for heard in bank.about("panMetadata")] == [made["vPanEnrollmentID"]]


async def test_a_card_that_is_issued_again_needs_something_new(visa: Caller) -> None:
    made = (await visa.provision()).body

    answer = await life_cycle(visa, "UPDATE", tokenReferenceID=made["tokenInfo"]["tokenReferenceID"])

    assert (answer.status, answer.locations) == (400, ["cardholderInfo"])


@pytest.mark.exercises("vts.issuer.inquiry")
async def test_an_inquiry_tells_all_tokens_of_a_card(visa: Caller, issuing: Bank) -> None:
    first, second = (await visa.provision()).body, (await visa.provision()).body
    await visa.change(second["vProvisionedTokenID"], "suspend")
    card = issuing.about("approveProvisioning")[0].body["panReferenceID"]

    answer = await inquiry(visa, panReferenceID=card)

    told = answer.body["tokens"]
    assert [token["tokenReferenceID"] for token in told] == [made["tokenInfo"]["tokenReferenceID"] for made in (first, second)]
    assert [(token["tokenState"], token["entityOfLastAction"]) for token in told] == [
        ("ACTIVE", "TOKEN_REQUESTOR"),
        ("SUSPENDED", "TOKEN_REQUESTOR"),
    ]
    assert {token["lastFourOfPAN"] for token in told} == {"0492"}


async def test_an_inquiry_counts_codes(visa: Caller) -> None:
    made = (await visa.provision(YELLOW)).body
    await visa.ask_code(made["vProvisionedTokenID"])
    await visa.validate(made["vProvisionedTokenID"], "000000")

    (told,) = (await inquiry(visa, tokenReferenceID=made["tokenInfo"]["tokenReferenceID"])).body["tokens"]

    assert (told["numberOfOTPsSent"], told["numberOfOTPAttempts"], told["tokenState"]) == (1, 1, "INACTIVE")


async def test_a_card_that_nobody_knows_is_not_found(visa: Caller) -> None:
    answer = await inquiry(visa, panReferenceID="V-0000000000000000000000")

    assert (answer.status, answer.reason) == (404, "notFound")


async def test_another_issuers_token_is_not_shown(visa: Caller, house: House, client: FrontDoor) -> None:
    made = (await visa.provision()).body
    credential = Credential("visa", "OTHER", "default", {"shared_secret": "s", "issuer": "another-issuer"})
    await house.unit(house.context(house.home, cause="test"), lambda unit: unit.worlds.add_credential(credential))
    stranger = Caller(client, "OTHER", "s", "OTHER", "s")

    answer = await inquiry(stranger, tokenReferenceID=made["tokenInfo"]["tokenReferenceID"])

    assert (answer.status, answer.reason) == (403, "notAllowed")
