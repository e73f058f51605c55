"""The fake phone and all three cards: Mastercard's through MDES, Visa's through In-App Provisioning, Stripe's through Stripe."""

import pytest
from stripe import StripeClient

from tests.flows.conftest import Pair
from tests.flows.phone import PROVIDERS, WALLETS, Phone, known_to_app, stripe_client
from tests.flows.test_main_job import payload


@pytest.fixture
def phone(pair: Pair) -> Phone:
    return Phone(pair)


@pytest.fixture
def stripe(pair: Pair) -> StripeClient:
    return stripe_client(pair)


def tokens_at_stripe(stripe: StripeClient) -> dict[str, str]:
    """The tokens of the account's card: wallet and status by their reference at the network."""
    (card,) = stripe.v1.issuing.cards.list({"last4": "1003"}).data
    found = stripe.v1.issuing.tokens.list({"card": card.id}).data
    return {str(token.wallet_provider): token.status for token in found}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_card_goes_into_every_wallet_that_its_provider_has_a_payload_for(
    pair: Pair, phone: Phone, stripe: StripeClient, number: int
) -> None:
    wallets = ["apple", "google"] if number == 3 else list(WALLETS)

    added = [phone.add(wallet, number) for wallet in wallets]

    assert [(one["path"], one["state"]) for one in added] == [("green", "active")] * len(wallets), added
    references = {one["tokenReference"] for one in added}
    at_vault = phone.customer.admin("GET", "tokens")["tokens"]
    assert {token["reference"] for token in at_vault if token["state"] == "active"} == references
    phone.customer.admin("POST", "outbox/deliver")
    known = known_to_app(pair, phone.cards[number - 1])
    assert [(provider, status) for (provider, _), status in known.items()] == [(PROVIDERS[number - 1], "ACTIVE")] * len(wallets)
    if number == 3:
        assert tokens_at_stripe(stripe) == {"apple_pay": "active", "google_pay": "active"}


def test_stripe_has_no_payload_for_samsung_and_says_so(phone: Phone) -> None:
    refused = phone.payload("samsung", 3, phone.open("samsung", 3))

    assert refused.status_code == 422
    assert refused.json() == {"error": "Provider stripe has no payload for this wallet; it has: stripe_push, apple_pay, google_pay."}


def test_whoever_has_no_phone_gets_stripes_key_for_the_third_card(pair: Pair, phone: Phone) -> None:
    told = payload(pair, phone.cards[2])

    assert (told["provider"], told["wallet"], told["last4"]) == ("stripe", "stripe_push", "1003")
    assert told["provisioning_token"] == told["payload"]["card"]
    assert told["payload"]["ephemeral_key"]["secret"].startswith("ek_test_")
