"""The fake phone between both programs: the issuer's payloads go in, and its cards pay."""

from typing import Any

import requests

from tests.flows.conftest import Pair
from tests.flows.customer import TIMEOUT, Customer, Message
from tests.flows.processes import run
from tests.flows.test_main_job import activate, card_ids

WALLETS = {
    "apple": ("certificates", "nonce", "nonceSignature"),
    "google": ("walletId", "stableHardwareId"),
    "samsung": ("walletUserId", "deviceId"),
}
SHOWN = {"cardholderName": "Test User1", "primaryAccountSuffix": "1001"}
OPERATOR = {"UserId": "A1435477", "UserName": "John Smith", "Organization": "Any Bank", "Phone": "5555551234"}


def add(pair: Pair, customer: Customer, wallet: str, card: int, **more: Any) -> Message:
    """Open a session, get the issuer's payload for it, and hand that to the phone."""
    shown = SHOWN if wallet == "apple" else {}
    session = customer.admin("POST", f"phone/{wallet}/requests", {"network": "mastercard", **shown, **more})
    wish = {"wallet": f"{wallet}_pay", **{name: session[name] for name in WALLETS[wallet]}}
    made = requests.post(f"{pair.issuer_app.url}/api/v1/cards/{card}/wallet_payload", json=wish, timeout=TIMEOUT)
    assert made.status_code == 200, made.text
    result: Message = customer.admin("POST", f"phone/{wallet}/requests/{session['id']}/complete", made.json()["payload"])
    return result


def test_the_issuers_payload_becomes_a_live_token_in_every_wallet_that_mdes_and_the_issuer_see(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    customer = Customer(pair.emulator.url)

    results = [add(pair, customer, wallet, card) for wallet in WALLETS]

    assert [result["path"] for result in results] == ["green"] * 3
    references = [result["tokenReference"] for result in results]
    assert [customer.status(reference) for reference in references] == ["ACTIVE"] * 3
    customer.admin("POST", "outbox/deliver")
    told = requests.get(f"{pair.issuer_app.url}/api/v1/cards/{card}", timeout=TIMEOUT).json()["tokens"]
    assert {token["token_reference"]: token["status"] for token in told} == dict.fromkeys(references, "ACTIVE")


def test_a_typed_card_is_verified_with_the_code_in_the_issuers_inbox_then_pays_and_is_lost_and_removed(pair: Pair) -> None:
    activate(pair)
    customer = Customer(pair.emulator.url)
    typed = {"wallet": "google", "accountNumber": "5204731620001001", "expiryMonth": "11", "expiryYear": "29"}
    added = customer.admin("POST", "phone/cards", typed)
    held, reference = added["card"]["id"], added["tokenReference"]
    assert (added["path"], customer.status(reference)) == ("yellow", "INACTIVE")

    customer.admin("POST", f"phone/passes/{held}/code", {})
    customer.admin("POST", "outbox/deliver")
    inbox = requests.get(f"{pair.issuer_app.url}/api/v1/inbox", timeout=TIMEOUT).json()["codes"]
    code = next(sent["code"] for sent in inbox if sent["token_reference"] == reference)
    tried = customer.admin("POST", f"phone/passes/{held}/activate", {"code": code})
    paid = customer.admin("POST", f"phone/passes/{held}/tap", {"amount": 1999, "currency": "EUR", "merchant": "Corner Shop"})

    assert (tried["outcome"], customer.status(reference)) == ("right", "ACTIVE")
    assert paid["approved"]
    (payment,) = transactions(customer, reference)
    assert (payment["MerchantName"], payment["TransactionAmount"], payment["CurrencyCode"]) == ("Corner Shop", "19.99", "EUR")
    assert payment["TransactionStatusCode"] == "AUTH"
    customer.admin("POST", "phone/lost", {})
    assert customer.status(reference) == "SUSPENDED"
    tap = customer.session.post(f"{customer.url}/_emulator/phone/passes/{held}/tap", json={}, timeout=TIMEOUT)
    assert (tap.status_code, len(transactions(customer, reference))) == (409, 1)
    customer.admin("POST", "phone/found", {})
    customer.admin("POST", f"phone/passes/{held}/remove", {})
    assert customer.status(reference) == "DEACTIVATED"


def transactions(customer: Customer, reference: str) -> list[Message]:
    """What Customer Service tells of a token's payments."""
    asked = {"TransactionsRequest": {"TokenUniqueReference": reference, "AuditInfo": OPERATOR}}
    url = f"{customer.url}/mdes/csapi/v2/transactions?Format=JSON"
    answer = customer.session.post(url, json=asked, auth=customer.auth, timeout=TIMEOUT)
    assert answer.status_code == 200, answer.text
    found: list[Message] = answer.json()["TransactionsResponse"]["Transactions"]["Transaction"]
    return found


def test_the_issuer_refuses_a_bad_chain_and_the_phone_names_whoever_does_not(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    customer = Customer(pair.emulator.url)
    session = customer.admin("POST", "phone/apple/requests", {"network": "mastercard", **SHOWN, "chain": "foreign_authority"})
    wish = {"wallet": "apple_pay", **{name: session[name] for name in WALLETS["apple"]}}

    made = requests.post(f"{pair.issuer_app.url}/api/v1/cards/{card}/wallet_payload", json=wish, timeout=TIMEOUT)
    careless = customer.admin("POST", f"phone/apple/requests/{session['id']}/complete", {"encryptedPassData": "AAAA"})

    assert (made.status_code, "cannot be trusted" in made.json()["error"]) == (422, True)
    assert careless["checks"][-1]["diagnosis"] == "bad_chain_accepted"


def test_the_command_line_adds_a_card_and_pays(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    endpoint = f"{pair.issuer_app.url}/api/v1/cards/{card}/wallet_payload"
    emulator = ("-m", "emulator", "phone")
    at = ("--url", pair.emulator.url)

    added = run(*emulator, "add", endpoint, "--name", "Test User1", "--suffix", "1001", *at)
    held = added.stdout.splitlines()[-1].split()[0]
    paid = run(*emulator, "tap", held, *at)

    assert added.returncode == 0, added.stdout + added.stderr
    assert added.stdout.startswith("green: Card Added\n")
    assert (paid.returncode, paid.stdout.split()[0]) == (0, "approved")
    assert held in run(*emulator, "list", *at).stdout


def test_a_visa_card_is_verified_with_the_code_in_the_issuers_inbox_then_pays_and_is_lost(pair: Pair) -> None:
    activate(pair)
    customer = Customer(pair.emulator.url)
    typed = {"wallet": "samsung", "accountNumber": "4761120010011002", "expiryMonth": "11", "expiryYear": "29"}
    added = customer.admin("POST", "phone/cards", typed)
    held, reference = added["card"]["id"], added["tokenReference"]
    assert added["path"] == "yellow"

    customer.admin("POST", f"phone/passes/{held}/code", {})
    inbox = requests.get(f"{pair.issuer_app.url}/api/v1/inbox", timeout=TIMEOUT).json()["codes"]
    (sent,) = (code for code in inbox if code["made_by"] == "visa")
    tried = customer.admin("POST", f"phone/passes/{held}/activate", {"code": sent["code"]})
    paid = customer.admin("POST", f"phone/passes/{held}/tap", {})
    customer.admin("POST", "phone/lost", {})
    tap = customer.session.post(f"{customer.url}/_emulator/phone/passes/{held}/tap", json={}, timeout=TIMEOUT)

    assert (tried["outcome"], paid["approved"]) == ("right", True)
    assert (tap.status_code, tap.json()["code"]) == (409, "illegal_transition")
    seen = customer.admin("GET", f"tokens/{reference}")
    assert (seen["state"], seen["atc"]) == ("suspended", 1)
