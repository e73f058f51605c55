"""Cards enrolled for wallets: one id for each number, client and customer."""

import re
from typing import Any

import pytest

from tests.providers.vts.caller import Caller
from tests.providers.vts.in_app.clients import CARDS, CUSTOMERS, JANE, card, enroll


@pytest.mark.exercises("vts.in_app.enroll_card", "vts.in_app.get_card")
async def test_a_card_is_enrolled_and_shown_alike(visa: Caller) -> None:
    made = await enroll(visa)

    seen = await visa.get(f"{CARDS}/{made.body['vCardID']}")

    assert (made.status, seen.status, seen.body) == (201, 200, made.body)
    assert re.fullmatch(r"v-123-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made.body["vCardID"])
    assert (made.body["last4"], made.body["expirationDate"]) == ("0492", {"month": "12", "year": "2049"})
    assert re.fullmatch(r"V[0-9A-Z]{28}", made.body["paymentAccountReference"])


async def test_the_same_number_again_has_the_same_id(visa: Caller) -> None:
    first, second = await enroll(visa), await enroll(visa, nameOnCard="J DOE")

    assert first.body["vCardID"] == second.body["vCardID"]


@pytest.mark.exercises("vts.in_app.enroll_customers_card")
async def test_a_customers_card_is_another_enrolment_of_the_same_account(visa: Caller) -> None:
    alone = (await enroll(visa)).body
    customer = (await visa.post(CUSTOMERS, JANE)).body["vCustomerID"]

    own = await visa.post(f"{CUSTOMERS}/{customer}/cards", {"encCard": visa.sealed(card())})

    assert own.status == 201
    assert own.body["vCardID"] != alone["vCardID"]
    assert own.body["paymentAccountReference"] == alone["paymentAccountReference"]


async def test_an_enrolled_card_may_be_linked_to_a_customer(visa: Caller) -> None:
    alone = (await enroll(visa)).body
    customer = (await visa.post(CUSTOMERS, JANE)).body["vCustomerID"]

    linked = await visa.post(f"{CUSTOMERS}/{customer}/cards", {"vCardID": alone["vCardID"]})

    assert (linked.status, linked.body) == (201, alone)


async def test_a_customer_may_be_named_by_the_clients_own_name(visa: Caller) -> None:
    await visa.post(CUSTOMERS, JANE)

    first, other = await enroll(visa, {"clientCustomerID": "customer-1"}), await enroll(visa)

    assert first.body["vCardID"] != other.body["vCardID"]


@pytest.mark.exercises("vts.in_app.delete_card")
async def test_a_deleted_card_is_not_found_and_its_number_gets_another_id(visa: Caller) -> None:
    made = (await enroll(visa)).body
    await visa.delete(f"{CARDS}/{made['vCardID']}")

    seen, again = await visa.get(f"{CARDS}/{made['vCardID']}"), await enroll(visa)

    assert (seen.status, seen.reason) == (404, "notFound")
    assert again.body["vCardID"] != made["vCardID"]
    assert again.body["paymentAccountReference"] == made["paymentAccountReference"]


@pytest.mark.parametrize(
    ("changes", "status", "reason", "locations"),
    [
        ({"accountNumber": "4761120010000493"}, 400, "invalidParameter", ["encCard/accountNumber"]),
        ({"accountNumber": "5555555555554444"}, 403, "cardNotEligible", []),
        ({"expirationDate": {"month": "01", "year": "2020"}}, 400, "invalidParameter", ["encCard/expirationDate"]),
        ({"expirationDate": None}, 400, "invalidParameter", ["encCard/expirationDate"]),
        ({"billingAddress": {"countryCode": "U"}}, 400, "invalidParameter", ["encCard/billingAddress/countryCode"]),
    ],
)
async def test_a_card_that_cannot_be_right_is_refused(
    visa: Caller, changes: dict[str, Any], *, status: int, reason: str, locations: list[str]
) -> None:
    answer = await enroll(visa, **changes)

    assert (answer.status, answer.reason, answer.locations) == (status, reason, locations)


@pytest.mark.parametrize("body", [{}, {"vCardID": "v-123-b25dd0af-2960-420b-8aaa-49b3e466c00f"}])
async def test_a_customer_gets_no_card_that_is_not_there(visa: Caller, body: dict[str, str]) -> None:
    customer = (await visa.post(CUSTOMERS, JANE)).body["vCustomerID"]

    answer = await visa.post(f"{CUSTOMERS}/{customer}/cards", body)

    assert (answer.status, answer.reason) == ((404, "notFound") if body else (400, "invalidParameter"))


async def test_a_partners_customer_that_nobody_knows_is_refused(visa: Caller) -> None:
    partner, customer = "5505157d-1420-4e70-8f6f-d0ca41bf2201", "5505157d-1420-4e70-8f6f-d0ca41bf2202"

    answer = await enroll(visa, {"vClientIDForPartner": partner, "vCustomerIDForPartner": customer})

    assert (answer.status, answer.locations) == (400, ["vCustomerIDForPartner"])


async def test_a_card_enrolled_for_a_partner_is_another_one(visa: Caller) -> None:
    partner = {"vClientIDForPartner": "5505157d-1420-4e70-8f6f-d0ca41bf2201"}

    own, theirs = await enroll(visa), await enroll(visa, partner)

    assert own.body["vCardID"] != theirs.body["vCardID"]
    assert (await visa.get(f"{CARDS}/{theirs.body['vCardID']}")).status == 200
