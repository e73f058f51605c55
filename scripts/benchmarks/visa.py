"""A Visa client that encrypts and signs beforehand, and how fast its calls are answered beside the bare framework."""

import base64
import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from emulator.core.worlds import DEMO_API_KEY, DEMO_VISA_SECRETS
from emulator.crypto.chance import system
from emulator.crypto.keys import apple_pki
from emulator.crypto.payloads.visa import fields
from emulator.crypto.signatures import x_pay_token
from emulator.crypto.signatures.x_pay_token import SignedRequest
from emulator.domain.pan import check_digit
from scripts.benchmarks import servers
from scripts.benchmarks.figures import Figure, Options, compared, rated
from scripts.benchmarks.load import Subject
from scripts.benchmarks.mdes import CARDS, posted

CALLS: Final = 10_000
PROVISION: Final = "/vts/provisionedTokens"
APPLE_PAY: Final = "/inapp/provisioning/cardData/applePay"
MADE: Final = b" 201 "
SEALED: Final = b'"encryptedPassData"'
ORDER: Final[Mapping[str, Any]] = {
    "clientAppID": "emulator-app",
    "clientWalletAccountEmailAddress": "jane@example.com",
    "clientWalletAccountEmailAddressHash": "FQzVbd0Yq3vQ2qI0aQ4m6gqB7Yv0q6ik0uFqv7u2k9w",
    "locale": "en_US",
    "panSource": "MANUALLYENTERED",
    "consumerEntryMode": "KEYENTERED",
    "presentationType": ["ECOM"],
    "protectionType": "CLOUD",
    "accountType": "WALLET",
}


class Client:
    """Makes signed requests to one emulator; no two are equal, because a signature is good once."""

    def __init__(self, port: int) -> None:
        self.port = port

    def signed(self, path: str, body: Mapping[str, Any]) -> bytes:
        """One signed request as bytes."""
        query, text = f"apiKey={DEMO_API_KEY}", json.dumps(body).encode()
        request = SignedRequest(None, path, query, text)
        token = x_pay_token.sign(request, DEMO_VISA_SECRETS["shared_secret"], timestamp=int(time.time()))
        return posted(self.port, f"{path}?{query}", text, headers={"x-pay-token": token})

    def orders(self, count: int) -> list[bytes]:
        """Requests to provision, over many cards."""
        cards = [_sealed(_card(number)) for number in range(CARDS)]
        return [
            self.signed(PROVISION, {**ORDER, "clientWalletAccountID": f"wallet-{call}", "encPaymentInstrument": cards[call % CARDS]})
            for call in range(count)
        ]

    def passes(self, count: int) -> list[bytes]:
        """Requests for Apple's payload, over many cards, each with a nonce of its own."""
        now = datetime.now(UTC)
        leaf = apple_pki.issue_leaf(apple_pki.make_authority(chance=system, not_before=now), chance=system, not_before=now)
        wallet = {"nonceSignature": _text(b"\x40" + bytes(80)), "deviceCert": _text(leaf.der)}
        cards = [_sealed({**_card(number), "nameOnCard": "JANE DOE"}) for number in range(CARDS)]
        return [self.signed(APPLE_PAY, {**wallet, "nonce": _text(os.urandom(4)), "encCard": cards[call % CARDS]}) for call in range(count)]


def beside_bare(folder: Path, options: Options, *, requests: Callable[[Client, int], list[bytes]], good: bytes) -> Figure:
    """One call of Visa's, beside the bare framework."""
    with servers.emulator(folder, "visa") as server, servers.bare(folder) as bare:
        limit = Subject("bare", bare.port, [posted(bare.port, "/", b"{}", headers={})])
        subject = Subject("visa", server.port, requests(Client(server.port), CALLS), good, once=True)
        compared([limit, subject], options)
    return rated(subject, limit.rates)


def provision(folder: Path, options: Options) -> Figure:
    """Enrol a card and make a token of it."""
    return beside_bare(folder, options, requests=Client.orders, good=MADE)


def apple_pay(folder: Path, options: Options) -> Figure:
    """Seal a payload to a phone's certificate."""
    return beside_bare(folder, options, requests=Client.passes, good=SEALED)


def _card(number: int) -> dict[str, Any]:
    payload = f"4761120010{number:05d}"
    return {"accountNumber": payload + check_digit(payload), "cvv2": "123", "expirationDate": {"month": "12", "year": "2049"}}


def _sealed(card: Mapping[str, Any]) -> str:
    header = fields.protected_header(DEMO_VISA_SECRETS["encryption_key_id"])
    return fields.seal(json.dumps(card).encode(), DEMO_VISA_SECRETS["encryption_secret"], header=header, chance=system)


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode()
