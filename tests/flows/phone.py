"""The fake phone with the issuer's app on it: sessions of its wallets, answered by the payloads of a real issuer app."""

from typing import Any, Final

import requests
from stripe import StripeClient

from tests.flows.conftest import Pair
from tests.flows.customer import TIMEOUT, Customer, Message
from tests.flows.test_main_job import activate, card_ids, get

WALLETS: Final = {
    "apple": ("certificates", "nonce", "nonceSignature"),
    "google": ("walletId", "stableHardwareId", "clientAppID"),
    "samsung": ("walletUserId", "deviceId"),
}
PROVIDERS: Final = ("mdes", "visa", "stripe")
NETWORKS: Final = ("mastercard", "visa", "visa")
# Stripe prints no digits in a cardholder's name.
NAMES: Final = ("Test User1", "Test User2", "Test User")
KEY: Final = "sk_test_tspemulatordemo"


class Phone:
    """The phone, and the issuer's app on it."""

    def __init__(self, pair: Pair) -> None:
        self.customer = Customer(pair.emulator.url)
        self.cards = card_ids(activate(pair))
        self._app = pair.issuer_app.url

    def open(self, wallet: str, number: int) -> Message:
        """Open a session for the card of this number, counted from 1."""
        shown = {"cardholderName": NAMES[number - 1], "primaryAccountSuffix": f"100{number}"} if wallet == "apple" else {}
        session: Message = self.customer.admin("POST", f"phone/{wallet}/requests", {"network": NETWORKS[number - 1], **shown})
        return session

    def payload(self, wallet: str, number: int, session: Message) -> requests.Response:
        """Ask the issuer app for what answers the session."""
        wish = {"wallet": f"{wallet}_pay", **{name: session[name] for name in WALLETS[wallet]}}
        return requests.post(f"{self._app}/api/v1/cards/{self.cards[number - 1]}/wallet_payload", json=wish, timeout=TIMEOUT)

    def add(self, wallet: str, number: int) -> Message:
        """Add the card of this number from end to end."""
        session = self.open(wallet, number)
        made = self.payload(wallet, number, session)
        assert made.status_code == 200, made.text
        path = f"phone/{wallet}/requests/{session['id']}/complete"
        result: Message = self.customer.admin("POST", path, made.json()["payload"])
        return result


def stripe_client(pair: Pair) -> StripeClient:
    """The official library, with nothing changed but where it finds Stripe."""
    return StripeClient(KEY, base_addresses={"api": pair.emulator.url, "files": pair.emulator.url})


def known_to_app(pair: Pair, card: int) -> dict[tuple[str, str], str]:
    """How the issuer app shows a card's tokens, by who told and by reference."""
    tokens: list[Any] = get(pair, f"/api/v1/cards/{card}").json()["tokens"]
    return {(token["provider"], token["token_reference"]): token["status"] for token in tokens}


def balance(pair: Pair, number: int) -> int:
    """What the account of the card of this number holds, in cents."""
    return int(get(pair, "/api/v1/accounts").json()["accounts"][number - 1]["balance"])
