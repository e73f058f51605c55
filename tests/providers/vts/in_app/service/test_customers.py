"""Customers: created, read, changed, deleted."""

from typing import Any

import pytest

from tests.providers.vts.caller import Caller
from tests.providers.vts.in_app.clients import CUSTOMERS, JANE

ADDRESS = {"line1": "1 Example Street", "city": "Exampletown", "state": "TX", "postalCode": "12345", "countryCode": "US"}
PHONE = {"countryCode": "1", "phoneNumber": "5550100"}


@pytest.mark.exercises("vts.in_app.create_customer", "vts.in_app.get_customer")
async def test_a_customer_is_created_and_read_with_what_was_encrypted(visa: Caller) -> None:
    sealed = {"encAddress": visa.sealed(ADDRESS), "encEmailAddress": visa.sealed("jane@example.com"), "encMobileNumber": visa.sealed(PHONE)}

    made = await visa.post(CUSTOMERS, {**JANE, **sealed})
    seen = (await visa.get(f"{CUSTOMERS}/{made.body['vCustomerID']}")).body

    assert made.status == 201
    assert (seen["firstName"], seen["status"], seen["clientCustomerID"]) == ("Jane", "ACTIVE", "customer-1")
    assert (visa.opened(seen["encAddress"]), visa.opened(seen["encMobileNumber"])) == (ADDRESS, PHONE)
    assert visa.opened(seen["encEmailAddress"]) == "jane@example.com"
    assert len(made.body["vCustomerID"]) == 36
    assert made.body["createdDateTime"] == made.body["updatedDateTime"] > 1_700_000_000_000


@pytest.mark.exercises("vts.in_app.update_customer")
async def test_what_is_sent_takes_the_place_of_what_was_known(visa: Caller) -> None:
    made = (await visa.post(CUSTOMERS, {**JANE, "encAddress": visa.sealed(ADDRESS)})).body

    changed = await visa.put(f"{CUSTOMERS}/{made['vCustomerID']}", {"locale": "de_AT", "status": "ONHOLD", "lastName": "Doe"})

    seen = (await visa.get(f"{CUSTOMERS}/{made['vCustomerID']}")).body
    assert (changed.status, seen) == (200, changed.body)
    assert (seen["locale"], seen["status"], seen["lastName"]) == ("de_AT", "ONHOLD", "Doe")
    assert not {"firstName", "encAddress", "clientCustomerID"} & seen.keys()
    assert seen["createdDateTime"] == made["createdDateTime"]


@pytest.mark.exercises("vts.in_app.delete_customer")
async def test_a_deleted_customer_is_not_found(visa: Caller) -> None:
    path = f"{CUSTOMERS}/{(await visa.post(CUSTOMERS, JANE)).body['vCustomerID']}"

    deleted = await visa.delete(path)

    answers = [await visa.get(path), await visa.put(path, JANE), await visa.delete(path)]
    assert deleted.status == 204
    assert {(answer.status, answer.reason) for answer in answers} == {(404, "notFound")}


@pytest.mark.parametrize(
    ("changes", "location"),
    [
        ({"locale": "english"}, "locale"),
        ({"status": "GONE"}, "status"),
        ({"firstName": "J"}, "firstName"),
        ({"clientCustomerID": ""}, "clientCustomerID"),
    ],
)
async def test_a_member_that_cannot_be_is_named(visa: Caller, changes: dict[str, Any], location: str) -> None:
    answer = await visa.post(CUSTOMERS, {**JANE, **changes})

    assert (answer.status, answer.reason, answer.locations) == (400, "invalidParameter", [location])
