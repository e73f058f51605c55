"""A developer arms an outcome, and the next calls go that way, seen from Mastercard's own client."""

import time

import pytest
import requests

from tests.flows.customer import Customer

PAN = "5123456789012345"


def test_the_issuer_is_silent_twice_and_then_all_is_as_before(customer: Customer) -> None:
    customer.admin("POST", "scenarios", {"api": "mdes.*", "operation": "tokenize", "error": "IssuerSilent", "remaining": 2})

    told = [customer.tokenize(PAN) for _ in range(3)]

    assert [answer.get("errorCode", answer.get("decision")) for answer in told] == ["NO_RESPONSE_FROM_ISSUER"] * 2 + ["APPROVED"]
    assert [scenario["fired"] for scenario in customer.admin("GET", "scenarios")["scenarios"]] == [2]
    fired = customer.admin("GET", "exchanges", cause="scenario_fired")["exchanges"]
    assert len(fired) == 2


def test_a_call_is_answered_as_armed_until_that_is_cleared(customer: Customer) -> None:
    canned = {"status": 503, "body": {"Errors": {"Error": []}}, "headers": {"Retry-After": "1"}}
    customer.admin("POST", "scenarios", {"operation": "get_token", "answer": canned, "remaining": None})

    for _ in range(2):
        answer = customer.post("getToken", {"requestId": "1", "tokenUniqueReference": "D" * 48})
        assert (answer.status_code, answer.json(), answer.headers["Retry-After"]) == (503, {"Errors": {"Error": []}}, "1")
    customer.admin("DELETE", "scenarios")
    assert customer.post("getToken", {"requestId": "1", "tokenUniqueReference": "D" * 48}).status_code == 200


def test_a_call_waits_as_long_as_armed_and_then_goes_on(customer: Customer) -> None:
    customer.admin("POST", "scenarios", {"operation": "tokenize", "delay": 0.3})
    began = time.monotonic()

    answer = customer.tokenize(PAN)

    assert answer["decision"] == "APPROVED"
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize("stage", ["before", "after"])
@pytest.mark.parametrize("fault", ["cut", "reset", "truncate"])
def test_a_connection_is_broken_as_armed_in_a_process_of_its_own(customer: Customer, fault: str, stage: str) -> None:
    customer.admin("POST", "scenarios", {"operation": "tokenize", "fault": fault, "stage": stage})

    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        customer.tokenize(PAN)

    assert len(customer.admin("GET", "tokens")["tokens"]) == (1 if stage == "after" else 0)


def test_an_armed_world_leaves_the_others_alone(customer: Customer) -> None:
    other = customer.admin("POST", "namespaces")
    customer.admin("POST", "scenarios", {"error": "Unavailable", "remaining": None})

    stranger = Customer(customer.url, other["mdes"]["consumer_key"])

    assert stranger.tokenize(PAN)["decision"] == "APPROVED"
    refused = customer.post("getToken", {"requestId": "1", "tokenUniqueReference": "D" * 48})
    assert refused.json().get("errorCode") == "INTERNAL_SERVICE_FAILURE"
