"""Evidence: one case at a time."""

from typing import Any

import pytest
import stripe

from emulator.providers.stripe.service.spending.disputes.evidence import MEMBERS
from tests.providers.stripe.service.spending.disputes.conftest import Dispute
from tests.witness.stripe_objects import schema

CASES = {field["name"]: field for field in next(f for f in schema()["objects"]["issuing.dispute"] if f["name"] == "evidence")["children"]}
REASONS = CASES["reason"]["enum"]


@pytest.mark.parametrize("reason", REASONS)
async def test_only_the_hash_of_the_reason_is_shown_and_it_is_whole(dispute: Dispute, reason: str) -> None:
    shown = (await dispute(reason)).evidence.to_dict()

    assert set(shown) == {"reason", reason}
    assert set(shown[reason]) == {field["name"] for field in CASES[reason]["children"]}
    assert (shown["reason"], shown[reason]["explanation"]) == (reason, "It was not me.")


def test_there_is_a_case_for_every_reason() -> None:
    assert set(MEMBERS) == set(REASONS)


async def test_evidence_is_merged_and_unset(issuing: Any, dispute: Dispute) -> None:
    made = await dispute("not_received")

    more = {"not_received": {"product_type": "merchandise", "expected_at": 1_793_686_400}}
    merged = await issuing.disputes.update_async(made.id, {"evidence": more})
    unset = await issuing.disputes.update_async(made.id, {"evidence": {"not_received": {"explanation": ""}}})

    assert (merged.evidence.not_received.explanation, merged.evidence.not_received.expected_at) == ("It was not me.", 1_793_686_400)
    assert (unset.evidence.not_received.explanation, unset.evidence.not_received.product_type) == (None, "merchandise")


async def test_a_whole_hash_can_be_unset(issuing: Any, dispute: Dispute) -> None:
    made = await dispute("fraudulent")

    unset = await issuing.disputes.update_async(made.id, {"evidence": {"fraudulent": ""}})

    assert (unset.evidence.reason, unset.evidence.fraudulent.explanation) == ("fraudulent", None)


async def test_a_new_reason_begins_a_new_case(issuing: Any, dispute: Dispute) -> None:
    made = await dispute("fraudulent")

    other = await issuing.disputes.update_async(made.id, {"evidence": {"reason": "duplicate"}})

    assert (other.evidence.reason, other.evidence.duplicate.explanation) == ("duplicate", None)


async def test_the_reason_follows_from_the_hash_that_is_given(issuing: Any, captured: Any) -> None:
    made = await issuing.disputes.create_async({"transaction": captured.id, "evidence": {"canceled": {"canceled_at": 1}}})

    assert (made.evidence.reason, made.evidence.canceled.canceled_at) == ("canceled", 1)


async def test_a_file_must_be_there(dispute: Dispute, issuing: Any, captured: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such file upload: 'file_nope'") as refused:
        await issuing.disputes.create_async(
            {"transaction": captured.id, "evidence": {"reason": "duplicate", "duplicate": {"card_statement": "file_nope"}}}
        )

    assert refused.value.param == "evidence[duplicate][card_statement]"
