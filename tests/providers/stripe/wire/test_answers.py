"""Answers show every member of an object, nulls included, in the caller's version."""

from typing import Any

from tests.providers.stripe.sdk import WitnessedClient


async def test_nulls_are_part_of_an_object(card: Any, http: WitnessedClient) -> None:
    assert {"shipping", "second_line", "replaced_by", "cancellation_reason"} <= {name for name, value in http.body.items() if value is None}


async def test_what_only_an_operation_shows_is_absent_elsewhere(issuing: Any, card: Any, http: WitnessedClient) -> None:
    await issuing.cards.list_async({"expand": ["data.number"]})

    assert "number" not in http.body["data"][0]


async def test_an_answer_names_request_and_version(card: Any, http: WitnessedClient) -> None:
    assert http.headers["Request-Id"].startswith("req_")
    assert http.headers["Stripe-Version"] == "2026-10-28.endive"
    assert http.headers["Idempotency-Key"]
