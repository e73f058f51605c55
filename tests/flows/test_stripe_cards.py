"""A card that Stripe has issued, from its first token to its last: the official library, the issuer app, the phone and Visa."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from stripe import StripeClient, Webhook

from tests.flows.conftest import Pair
from tests.flows.phone import Phone, balance, known_to_app, stripe_client
from tests.flows.visa_client import TOKENS, VisaClient, sealed

EVERYTHING = 100_000_000


class Hook:
    """A webhook endpoint of somebody's own: every body with what signs it."""

    def __init__(self) -> None:
        heard = self.heard = list[tuple[bytes, str]]()

        class Take(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard.append((body, self.headers["Stripe-Signature"]))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_said: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Take)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hook"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    listening = Hook()
    yield listening
    listening.close()


@pytest.fixture
def phone(pair: Pair) -> Phone:
    return Phone(pair)


@pytest.fixture
def stripe(pair: Pair) -> StripeClient:
    return stripe_client(pair)


def card_of(stripe: StripeClient) -> Any:
    """The third demonstration card, with its number."""
    (card,) = stripe.v1.issuing.cards.list({"last4": "1003"}).data
    return stripe.v1.issuing.cards.retrieve(card.id, {"expand": ["number"]})


def spendable(stripe: StripeClient) -> int:
    """What cards can spend in dollars."""
    funds = stripe.v1.balance.retrieve().issuing
    assert funds
    return next(one.amount for one in funds.available if one.currency == "usd")


def test_a_typed_card_is_verified_and_its_tap_is_approved_by_the_app_in_real_time(pair: Pair, phone: Phone, stripe: StripeClient) -> None:
    card, admin = card_of(stripe), phone.customer.admin
    expiry = {"expiryMonth": f"{card.exp_month:02d}", "expiryYear": f"{card.exp_year % 100:02d}"}
    added = admin("POST", "phone/cards", {"wallet": "apple", "accountNumber": card.number, **expiry})
    held, reference = added["card"]["id"], added["tokenReference"]

    admin("POST", f"phone/passes/{held}/code", {})
    (code,) = admin("GET", "otp", token=reference)["codes"]
    tried = admin("POST", f"phone/passes/{held}/activate", {"code": code["digits"]})
    paid = admin("POST", f"phone/passes/{held}/tap", {"amount": 1999, "currency": "usd", "merchant": "Corner Shop"})
    stripe.v1.test_helpers.issuing.authorizations.capture(paid["reference"])

    assert (added["path"], tried["outcome"], paid["approved"]) == ("yellow", "right", True)
    authorization = stripe.v1.issuing.authorizations.retrieve(paid["reference"])
    (token,) = stripe.v1.issuing.tokens.list({"card": card.id}).data
    assert (authorization.token, authorization.wallet, token.status) == (token.id, "apple_pay", "active")
    assert authorization.request_history[0].reason == "webhook_approved"
    assert (authorization.metadata["issuer_rule"], authorization.merchant_data.name) == ("funds_last", "Corner Shop")
    (transaction,) = stripe.v1.issuing.transactions.list({"card": card.id}).data
    assert (transaction.amount, transaction.token, transaction.wallet) == (-1999, token.id, "apple_pay")
    assert balance(pair, 3) == EVERYTHING - 1999


def test_a_tap_about_which_the_app_is_silent_is_declined(pair: Pair, phone: Phone) -> None:
    held = phone.add("google", 3)["card"]["id"]
    pair.issuer_app.kill()

    paid = phone.customer.admin("POST", f"phone/passes/{held}/tap", {"amount": 500, "currency": "eur"})

    assert (paid["approved"], paid["reason"]) == (False, "webhook_error")


def test_a_card_lives_at_stripe_from_its_first_token_to_its_end(pair: Pair, phone: Phone, stripe: StripeClient, *, hook: Hook) -> None:
    listening = stripe.v1.webhook_endpoints.create({"url": hook.url, "enabled_events": ["issuing_token.created"]})
    card, before = card_of(stripe), spendable(stripe)
    admin, helpers = phone.customer.admin, stripe.v1.test_helpers.issuing

    added = admin("POST", "tokens", {"card": card.id, "wallet": "apple_pay", "path": "green", "device": {"name": "Ada's phone"}})
    admin("POST", "outbox/deliver")
    ((body, signature),) = hook.heard
    told = Webhook.construct_event(body, signature, str(listening.secret))
    token = stripe.v1.issuing.tokens.retrieve(told.data.object["id"], {"expand": ["network_data"]})
    paid = helpers.authorizations.create({"card": card.id, "amount": 5_000, "wallet": "apple_pay"})
    helpers.authorizations.capture(paid.id)
    (transaction,) = stripe.v1.issuing.transactions.list({"card": card.id}).data
    evidence: Any = {"reason": "fraudulent", "fraudulent": {"explanation": "it was not me"}}
    dispute = stripe.v1.issuing.disputes.create({"transaction": transaction.id, "evidence": evidence})
    stripe.v1.issuing.disputes.submit(dispute.id)
    stripe.v1.issuing.cards.update(card.id, {"status": "canceled"})
    admin("POST", "outbox/deliver")

    assert (added["decision"], told.type, token.status) == ("APPROVED", "issuing_token.created", "active")
    assert token.network_data
    assert token.network_data.device
    assert token.network_data.device.name == "Ada's phone"
    assert (paid.approved, paid.request_history[0].reason, paid.token) == (True, "webhook_approved", token.id)
    assert balance(pair, 3) == EVERYTHING - 5_000
    assert stripe.v1.issuing.tokens.retrieve(token.id).status == "deleted"
    assert known_to_app(pair, phone.cards[2])["stripe", token.id] == "DEACTIVATED"
    # The hold was given back, the purchase was taken, and the network credits what is disputed.
    entries = stripe.v1.balance_transactions.list({"limit": 100}).data
    assert sum(one.amount for one in entries if one.type.startswith("issuing_")) == 0
    assert spendable(stripe) == before


def test_a_visa_card_of_stripes_has_one_token_that_both_show(pair: Pair, phone: Phone, stripe: StripeClient) -> None:
    card, visa = card_of(stripe), VisaClient(pair.emulator.url)
    expiry = {"month": f"{card.exp_month:02d}", "year": str(card.exp_year)}
    instrument = {"accountNumber": card.number, "cvv2": "123", "expirationDate": expiry}
    enrolled = visa.done(
        "POST", "/vts/panEnrollments", {"clientAppID": "app-1", "panSource": "ONFILE", "encPaymentInstrument": sealed(instrument)}
    )
    path = f"/vts/panEnrollments/{enrolled['vPanEnrollmentID']}/provisionedTokens"
    made = visa.done("POST", path, {"clientAppID": "app-1", "panSource": "ONFILE", "presentationType": ["ECOM"]})
    reference = made["vProvisionedTokenID"]

    (token,) = stripe.v1.issuing.tokens.list({"card": card.id}).data
    shown = stripe.v1.issuing.tokens.retrieve(token.id, {"expand": ["network_data"]})

    assert shown.network_data
    assert shown.network_data.visa
    names = shown.network_data.visa
    asked = {"requestID": "r-1", "panReferenceID": names.card_reference_id}
    (found,) = visa.done("POST", "/rsrv_VNTSTokenUpdateService/Inquiry/v1", asked)["tokens"]
    assert names.token_reference_id == made["tokenInfo"]["tokenReferenceID"] == found["tokenReferenceID"]
    assert (names.token_requestor_id, token.last4) == (made["tokenInfo"]["tokenRequestorID"], made["tokenInfo"]["last4"])
    lives = [(visa.status(reference), token.status)]
    stripe.v1.issuing.tokens.update(token.id, {"status": "suspended"} if token.status == "active" else {"status": "active"})
    lives.append((visa.status(reference), stripe.v1.issuing.tokens.retrieve(token.id).status))
    assert lives == [("INACTIVE", "requested"), ("ACTIVE", "active")]
    assert visa.change(reference, "suspend") == 200
    assert stripe.v1.issuing.tokens.retrieve(token.id).status == "suspended"
    visa.done("PUT", f"{TOKENS}/{reference}/delete", {"updateReason": {"reasonCode": "CUSTOMER_CONFIRMED"}})
    assert stripe.v1.issuing.tokens.retrieve(token.id).status == "deleted"
