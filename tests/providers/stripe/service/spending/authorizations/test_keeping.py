"""Authorizations that are there."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import Pay, Told


@pytest.mark.exercises("stripe.retrieve_authorization", "stripe.update_authorization")
async def test_metadata_is_merged_and_told_of(issuing: Any, pay: Pay, told: Told) -> None:
    paid = await pay()
    await issuing.authorizations.update_async(paid.id, {"metadata": {"a": "1", "b": "2"}})
    await issuing.authorizations.update_async(paid.id, {"metadata": {"a": ""}})

    read = await issuing.authorizations.retrieve_async(paid.id, {"expand": ["cardholder"]})

    assert (read.metadata.to_dict(), read.cardholder.name) == ({"b": "2"}, "Ada Sample")
    assert (await told(paid.id))[1:] == ["issuing_authorization.updated"] * 2


@pytest.mark.exercises("stripe.list_authorizations")
async def test_authorizations_are_filtered(issuing: Any, card: Any, ada: Any, pay: Pay) -> None:
    pending, closed = await pay(1), await pay(2_000_000)

    async def ids(**filters: str) -> list[str]:
        return [one.id for one in (await issuing.authorizations.list_async(filters)).data]

    assert await ids(card=card.id) == [closed.id, pending.id]
    assert (await ids(status="pending"), await ids(cardholder=ada.id, status="closed")) == ([pending.id], [closed.id])
    assert await ids(card="ic_else") == []


@pytest.mark.parametrize("action", ["approve", "decline"])
async def test_what_nobody_is_asked_about_cannot_be_decided(issuing: Any, pay: Pay, action: str) -> None:
    paid = await pay()

    with pytest.raises(stripe.InvalidRequestError, match=f"You cannot {action} this authorization because it has no pending request"):
        await getattr(issuing.authorizations, f"{action}_async")(paid.id)


async def test_an_unknown_authorization_is_said_to_be_missing(issuing: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such issuing authorization: 'iauth_nope'") as refused:
        await issuing.authorizations.retrieve_async("iauth_nope")

    assert (refused.value.http_status, refused.value.param) == (404, "authorization")
