"""API versions: those there are, and what older ones see."""

from typing import Any

import pytest
import stripe

from emulator.providers.stripe.wire.versions import NEWEST, VERSIONS, rendered
from tests.providers.stripe.sdk import ADDRESS, WitnessedClient
from tests.witness.stripe_objects import schema


def test_every_version_that_the_sdk_knows_is_taken() -> None:
    assert set(schema()["enums"]["api_version"]) <= set(VERSIONS)
    assert list(VERSIONS) == sorted(VERSIONS)


@pytest.mark.parametrize("version", ["2011-01-01", "2020-08-27", "2024-09-30.acacia", NEWEST])
async def test_the_version_asked_for_is_the_one_answered(issuing: Any, http: WitnessedClient, version: str) -> None:
    await issuing.cards.list_async(options={"stripe_version": version})

    assert http.headers["Stripe-Version"] == version


async def test_a_version_that_is_not_there_is_refused(issuing: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Invalid Stripe API version: 2001-01-01"):
        await issuing.cards.list_async(options={"stripe_version": "2001-01-01"})


@pytest.mark.parametrize(("version", "status"), [("2025-03-30", "reversed"), ("2025-03-31.basil", "expired")])
def test_an_expired_authorization_is_a_reversed_one_to_older_callers(version: str, status: str) -> None:
    expired = {"object": "issuing.authorization", "status": "expired"}

    shown = rendered({"object": "list", "data": [expired]}, version)

    assert shown["data"] == [{"object": "issuing.authorization", "status": status}]


@pytest.mark.parametrize(("version", "status"), [("2024-06-20", "pending"), ("2024-09-30.acacia", "submitted")])
async def test_a_card_that_is_being_made_is_pending_to_older_callers(
    connection: tuple[stripe.StripeClient, WitnessedClient], ada: Any, version: str, status: str
) -> None:
    v1: Any = connection[0].v1
    shipping = {"name": "Ada Sample", "address": ADDRESS}
    card = await v1.issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "physical", "shipping": shipping})
    await v1.test_helpers.issuing.cards.submit_card_async(card.id)

    shown = await v1.issuing.cards.retrieve_async(card.id, options={"stripe_version": version})

    assert shown.shipping.status == status
