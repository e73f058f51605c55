"""Disputes are ended through our own API."""

from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from tests.admin.conftest import Call
from tests.providers.stripe.sdk import ADA, sdk_at, world_of


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [({"status": "won"}, "won", None), ({"status": "lost", "loss_reason": "refund_issued"}, "lost", "refund_issued")],
)
async def test_a_submitted_dispute_is_ended(
    house: House,
    client: TestClient[web.BaseRequest, web.Application],
    session: ClientSession,
    post: Call,
    refused: Call,
    said: dict[str, str],
    status: str,
    reason: str | None,
) -> None:
    v1 = sdk_at(str(client.make_url("")).rstrip("/"), session)[0].v1
    dispute = await disputed(v1)
    path, body = f"stripe/disputes/{dispute.id}/resolve", {**said, "namespace": await world_of(house)}

    too_early = await refused("POST", path, json=body)
    await v1.issuing.disputes.submit_async(dispute.id)
    ended = await post(path, body)

    read = await v1.issuing.disputes.retrieve_async(dispute.id)
    assert too_early == (409, "illegal_move")
    assert (ended["status"], ended["loss_reason"], ended["amount"], read.status) == (status, reason, 100, status)


async def test_a_dispute_that_is_not_there_cannot_be_ended(refused: Call) -> None:
    assert await refused("POST", "stripe/disputes/idp_nope/resolve", json={"status": "won"}) == (404, "unknown_object")


async def disputed(v1: Any) -> Any:
    ada = await v1.issuing.cardholders.create_async(ADA)
    card = await v1.issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual"})
    taken = await v1.test_helpers.issuing.transactions.create_force_capture_async({"card": card.id, "amount": 100})
    evidence = {"reason": "fraudulent", "fraudulent": {"explanation": "It was not me."}}
    return await v1.issuing.disputes.create_async({"transaction": taken.id, "evidence": evidence})
