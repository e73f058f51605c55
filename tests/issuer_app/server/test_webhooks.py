"""Stripe's webhooks at the app's door."""

import json
import time

import pytest
from stripe import WebhookSignature

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.storage import cards
from emulator.issuer_app.storage.models import VirtualCard
from tests.issuer_app.conftest import Client
from tests.issuer_app.stripe.stand_in import StripeStandIn

SECRET = "whsec_of_this_app"
BODY = json.dumps({"id": "evt_1", "object": "event", "type": "issuing_card.created", "data": {"object": {}}})


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings that know the endpoint's secret."""
    return settings.model_copy(update={"stripe_webhook_secret": SECRET})


def signed(body: str, secret: str) -> dict[str, str]:
    """Sign with the part of the official library that computes signatures."""
    at = int(time.time())
    return {"Stripe-Signature": f"t={at},v1={WebhookSignature._compute_signature(f'{at}.{body}', secret)}"}


async def test_a_signed_event_is_taken_and_answered_in_the_librarys_version(client: Client) -> None:
    answer = await client.post("/stripe/webhooks", data=BODY, headers=signed(BODY, SECRET))

    assert (answer.status, await answer.json()) == (200, {"received": True})
    assert answer.headers["Stripe-Version"] == "2026-10-28.endive"


async def test_a_token_of_our_card_is_kept_and_a_strangers_is_passed_over(
    app: IssuerApp, client: Client, stripe: StripeStandIn, *, card: VirtualCard
) -> None:
    await app.database.run(lambda session: setattr(cards.find_card(session, str(card.id)), "provider", "stripe"))
    numbers = {"ic_1": "5204731620001001", "ic_9": "4000009990001003"}
    rest = {"brand": "Visa", "exp_month": 11, "exp_year": 2029, "object": "issuing.card"}
    stripe.cards |= {name: {"id": name, **rest, "_number": number} for name, number in numbers.items()}

    for name in numbers:
        token = {"id": f"intok_{name}", "object": "issuing.token", "card": name, "last4": "4242", "status": "active"}
        event = {"id": f"evt_{name}", "object": "event", "type": "issuing_token.created", "data": {"object": token}}
        answer = await client.post("/stripe/webhooks", data=(body := json.dumps(event)), headers=signed(body, SECRET))
        assert answer.status == 200

    known = (await (await client.get(f"/api/v1/cards/{card.id}")).json())["tokens"]
    assert [(one["provider"], one["token_reference"], one["status"]) for one in known] == [("stripe", "intok_ic_1", "ACTIVE")]


@pytest.mark.parametrize("secret", ["whsec_other", ""])
async def test_another_signature_is_refused(client: Client, secret: str) -> None:
    answer = await client.post("/stripe/webhooks", data=BODY, headers=signed(BODY, secret or "x") if secret else {})

    assert answer.status == 400
    assert (await answer.json())["error"].startswith("The signature is not good")
