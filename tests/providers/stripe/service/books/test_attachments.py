"""Files serve the purpose that they were uploaded for."""

import io
from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import ADA, PERSON, WitnessedClient


@pytest.fixture
def v1(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """All services of the SDK."""
    return connection[0].v1


async def test_a_passport_is_no_evidence_and_evidence_no_passport(v1: Any, issuing: Any, card: Any) -> None:
    files = [
        await v1.files.create_async({"purpose": purpose, "file": io.BytesIO(b"x")}) for purpose in ("identity_document", "dispute_evidence")
    ]
    paid = await v1.test_helpers.issuing.transactions.create_force_capture_async({"card": card.id, "amount": 100})

    refusals = []
    for file in files:
        case = {"reason": "duplicate", "duplicate": {"card_statement": file.id}}
        person = {**PERSON, "verification": {"document": {"front": file.id}}}
        for attempt in (
            issuing.disputes.create_async({"transaction": paid.id, "evidence": case}),
            issuing.cardholders.create_async({**ADA, "individual": person}),
        ):
            try:
                await attempt
            except stripe.InvalidRequestError as error:
                refusals.append((error.param, str(error.user_message)))

    assert refusals == [
        ("evidence[duplicate][card_statement]", "The file's purpose must be dispute_evidence, not identity_document."),
        ("individual[verification][document][front]", "The file's purpose must be identity_document, not dispute_evidence."),
    ]
