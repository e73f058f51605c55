"""Cards enrolled and tokens made: in one step and in two, approved, waiting, and declined."""

import re
from typing import Any, Final

import pytest

from emulator.config import Settings
from tests.providers.vts.caller import PAN, RED, TOKENS, YELLOW, Caller, magic
from tests.providers.vts.conftest import Observer

HEX: Final = re.compile(r"[0-9a-f]{32}")
# What public samples of a card have, in their words; the card's PAR is drawn.
CARD: Final = {
    "last4": "0492",
    "expirationDate": {"month": "12", "year": "2049"},
    "expDatePrintedInd": "Y",
    "cvv2PrintedInd": "Y",
    "enabledServices": {"merchantPresentedQR": "N"},
    "accountStatus": "N",
    "isTokenizable": "Y",
}


@pytest.mark.exercises("vts.token_service.provision")
async def test_an_approved_card_has_an_active_token_whose_number_only_the_requestor_reads(visa: Caller) -> None:
    answer = await visa.provision()

    token = answer.body["tokenInfo"]
    number = visa.opened(token["encTokenInfo"])["token"]
    assert (answer.status, token["tokenStatus"], token["tokenRequestorID"]) == (201, "ACTIVE", "50123456789")
    assert HEX.fullmatch(answer.body["vProvisionedTokenID"])
    assert HEX.fullmatch(answer.body["vPanEnrollmentID"])
    assert re.fullmatch(r"DNITHE[0-9]{18}", token["tokenReferenceID"])
    assert re.fullmatch(r"[0-9]{16}", number)
    assert (token["last4"], number != PAN) == (number[-4:], True)


async def test_a_card_is_told_as_samples_have_it(visa: Caller) -> None:
    told: dict[str, Any] = (await visa.provision()).body["paymentInstrument"]

    par = told.pop("paymentAccountReference")

    assert told == CARD
    assert re.fullmatch(r"V001[0-9A-Z]{25}", par)


@pytest.mark.parametrize(
    ("pan", "status", "told"),
    [(PAN, 201, "ACTIVE"), (magic("000"), 201, "ACTIVE"), (YELLOW, 201, "INACTIVE"), (RED, 403, "declined")],
)
async def test_a_number_decides_where_nobody_else_does(visa: Caller, pan: str, *, status: int, told: str) -> None:
    answer = await visa.provision(pan)

    assert answer.status == status
    assert told == (answer.body["tokenInfo"]["tokenStatus"] if status == 201 else answer.reason)


async def test_a_declined_card_leaves_nothing_behind(visa: Caller, behind: Observer) -> None:
    await visa.provision(RED)

    notices = await behind.notices()

    assert notices == []


@pytest.mark.exercises("vts.token_service.enroll_pan", "vts.token_service.provision_enrolled")
async def test_a_card_may_be_enrolled_first_and_have_its_token_later(visa: Caller) -> None:
    enrolled = await visa.enroll()
    path = f"/vts/panEnrollments/{enrolled.body['vPanEnrollmentID']}/provisionedTokens"

    made = await visa.post(path, {"panSource": "ONFILE", "presentationType": ["ECOM"], "clientAppID": "emulator-app"})

    assert (enrolled.status, made.status) == (201, 201)
    assert made.body["vPanEnrollmentID"] == enrolled.body["vPanEnrollmentID"]
    assert made.body["paymentInstrument"] == enrolled.body["paymentInstrument"]
    assert made.body["tokenInfo"]["last4"] == visa.opened(made.body["tokenInfo"]["encTokenInfo"])["token"][-4:]


async def test_a_card_has_one_id_and_one_account_however_often_it_comes(visa: Caller) -> None:
    answers = [await visa.enroll(), await visa.enroll(), await visa.provision(), await visa.provision()]

    ids = {(one.body["vPanEnrollmentID"], one.body["paymentInstrument"]["paymentAccountReference"]) for one in answers}

    assert len(ids) == 1
    assert answers[2].body["vProvisionedTokenID"] != answers[3].body["vProvisionedTokenID"]


@pytest.mark.parametrize(("code", "reason"), [("101", "cardNotEligible"), ("102", "cardVerificationFailed")])
async def test_an_unfit_number_cannot_even_be_enrolled(visa: Caller, code: str, reason: str) -> None:
    answer = await visa.enroll(magic(code))

    assert (answer.status, answer.reason) == (403, reason)


async def test_a_declined_card_can_be_enrolled(visa: Caller) -> None:
    answer = await visa.enroll(RED)

    assert answer.status == 201


async def test_a_card_that_nobody_enrolled_has_no_token(visa: Caller) -> None:
    answer = await visa.post(f"/vts/panEnrollments/{'0' * 32}/provisionedTokens", {"panSource": "ONFILE"})

    assert (answer.status, answer.reason) == (404, "notFound")


async def test_a_request_with_the_same_id_and_the_same_bytes_makes_one_token(visa: Caller) -> None:
    order, headers = visa.order(), {"x-request-id": "3f0c1f6a-7c55-4a0b-9b7a-000000000001"}

    first, again = [await visa.post(TOKENS, order, headers=headers) for _ in range(2)]
    other = await visa.post(TOKENS, visa.order(), headers=headers)

    assert first.body == again.body
    assert other.body["vProvisionedTokenID"] != first.body["vProvisionedTokenID"]


class TestExtraFields:
    """Members that no client knows, strewn in as the sandbox does."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, issuer_url="http://127.0.0.1:9", visa_extra_fields="sandbox")

    async def test_they_stand_at_every_level_and_nothing_is_missing(self, visa: Caller) -> None:
        body = (await visa.provision()).body

        levels = [body, body["paymentInstrument"], body["tokenInfo"], body["tokenInfo"]["expirationDate"]]

        assert all({"ignore00field", "ignore01field"} < level.keys() for level in levels)
        assert re.fullmatch(r"[0-9]{16}", visa.opened(body["tokenInfo"]["encTokenInfo"])["token"])
