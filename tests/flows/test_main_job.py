"""The main job: accounts and cards, payloads from the wallet endpoint, redeemed into tokens whose life the issuer follows."""

import base64
import json
import re
from typing import Any

import pytest
import requests
from Crypto.Cipher import AES, PKCS1_OAEP
from Crypto.Hash import SHA256
from Crypto.PublicKey import RSA
from Crypto.Signature import pkcs1_15
from Crypto.Util.Padding import unpad

from emulator.config import shipped
from tests.flows.conftest import Pair
from tests.flows.customer import KEYS, TIMEOUT, WALLET, Customer
from tests.flows.processes import free_port, run

Message = dict[str, Any]


def activate(pair: Pair) -> str:
    options = ("--emulator", pair.emulator.url, "--keys", str(shipped("keys")), "--database", pair.database)
    done = run("scripts/activate_and_provision.py", *options, "--public-url", pair.issuer_app.url)
    assert done.returncode == 0, done.stderr
    return done.stdout


def get(pair: Pair, path: str, **params: str) -> requests.Response:
    return requests.get(f"{pair.issuer_app.url}{path}", params=params, timeout=TIMEOUT)


def payload(pair: Pair, card: int, **params: str) -> Message:
    answer = get(pair, f"/api/v1/cards/{card}/wallet_payload", **params)
    assert answer.status_code == 200, answer.text
    told: Message = answer.json()
    return told


def card_ids(printed: str) -> list[int]:
    return [int(found) for found in re.findall(r"^  card id=(\d+)", printed, re.MULTILINE)]


def test_activation_makes_three_cards_and_says_so(pair: Pair) -> None:
    printed = activate(pair)

    pattern = r"^(Created|Updated) virtual card id=\d+ for account id=\d+ \(token=(MCC-|v-123-|ic_)[0-9A-Za-z-]+\)$"
    assert re.findall(pattern, printed, re.MULTILINE) == [("Created", "MCC-"), ("Created", "v-123-"), ("Created", "ic_")]
    assert "Processed 3 accounts. 3 virtual cards created/updated." in printed
    assert "DEVELOPMENT ONLY" in printed
    assert "simulated" in printed
    assert re.findall(r"last4=(\d{4})", printed) == ["1001", "1002", "1003"]


def test_activation_can_be_repeated_without_making_anything_twice(pair: Pair) -> None:
    first = activate(pair)
    accounts = get(pair, "/api/v1/accounts").json()

    again = activate(pair)

    assert "Updated virtual card" in again
    assert "Created virtual card" not in again
    assert card_ids(again) == card_ids(first)
    assert get(pair, "/api/v1/accounts").json() == accounts
    balances = [account["balance"] for account in (accounts["accounts"] if isinstance(accounts, dict) else accounts)]
    assert balances == [100_000_000] * 3


def test_a_receipt_from_the_wallet_endpoint_becomes_a_live_token_that_the_issuer_follows(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    told = payload(pair, card)
    assert payload(pair, card)["payload"]["receipt"] == told["provisioning_token"]
    customer = Customer(pair.emulator.url)

    order = customer.order({"pushAccountReceipt": told["payload"]["receipt"]}, tokenRequestorId=WALLET)
    answer = customer.call("tokenize", order)

    reference = answer["tokenUniqueReference"]
    assert answer["decision"] == "APPROVED"
    assert answer["tokenDetail"]["encryptedData"]["paymentAccountReference"].startswith("5001")
    for operation, expected in ((None, "ACTIVE"), ("suspend", "SUSPENDED"), ("unsuspend", "ACTIVE"), ("delete", "DEACTIVATED")):
        if operation:
            customer.change(operation, reference)
        customer.admin("POST", "outbox/deliver")
        tokens = get(pair, f"/api/v1/cards/{card}").json()["tokens"]
        shown = next(token for token in tokens if reference in token.values())
        assert (customer.status(reference), shown["status"]) == (expected, expected)
    assert payload(pair, card)["provisioning_token"] != told["provisioning_token"]


def test_a_receipt_is_redeemed_once(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    receipt = payload(pair, card)["payload"]["receipt"]
    customer = Customer(pair.emulator.url)
    customer.call("tokenize", customer.order({"pushAccountReceipt": receipt}, tokenRequestorId=WALLET))

    again = customer.call("tokenize", customer.order({"pushAccountReceipt": receipt}, tokenRequestorId=WALLET))

    assert again["errorCode"] == "INVALID_FIELD_VALUE"


def opened(opaque: str) -> tuple[Message, Message]:
    """Open an opaque payment card with libraries that share nothing with the emulator."""
    outer = json.loads(base64.b64decode(opaque, validate=True))
    info = outer["cardInfo"]
    private = RSA.import_key((KEYS / "request.key").read_bytes())
    key = PKCS1_OAEP.new(private, hashAlgo=SHA256).decrypt(bytes.fromhex(info["encryptedKey"]))
    assert info["oaepHashingAlgorithm"] == "SHA256"
    plain = AES.new(key, AES.MODE_CBC, bytes.fromhex(info["iv"])).decrypt(bytes.fromhex(info["encryptedData"]))
    return json.loads(unpad(plain, 16)), json.loads(base64.b64decode(outer["tokenizationAuthenticationValue"], validate=True))


def test_the_google_payload_is_opened_by_other_libraries_and_vouched_for_by_the_issuer(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    told = payload(pair, card, wallet="google_pay")

    plain, tav = opened(told["payload"]["opaquePaymentCard"])

    assert plain["accountNumber"].endswith(told["last4"])
    assert plain["source"] == "CARD_ADDED_VIA_APPLICATION"
    mmyy = plain["expiryMonth"] + plain["expiryYear"]
    values = {"accountNumber": plain["accountNumber"], "accountExpiry": mmyy, "dataValidUntilTimestamp": tav["dataValidUntilTimestamp"]}
    signed = "|".join(values[name] for name in tav["includedFieldsInOrder"].split("|"))
    public = RSA.import_key((KEYS / "tav.key").read_bytes())
    pkcs1_15.new(public).verify(SHA256.new(signed.encode()), base64.b64decode(tav["signature"]))


def test_mdes_believes_the_issuers_word_in_the_google_payload(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    outer = json.loads(base64.b64decode(payload(pair, card, wallet="google_pay")["payload"]["opaquePaymentCard"]))
    customer = Customer(pair.emulator.url)

    order = customer.order({}, tokenRequestorId=WALLET, **outer)
    del order["fundingAccountInfo"]
    answer = customer.post("tokenize", order).json()

    assert answer.get("decision") == "APPROVED", answer


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/api/v1/cards/999/wallet_payload", {}, 404),
        ("/api/v1/cards/1/wallet_payload", {"wallet": "piggy_bank"}, 422),
        ("/api/v1/cards/1/wallet_payload", {"wallet": "apple_pay"}, 422),
    ],
)
def test_what_cannot_be_is_refused_with_its_status(pair: Pair, path: str, params: dict[str, str], status: int) -> None:
    activate(pair)

    answer = get(pair, path, **params)

    assert answer.status_code == status
    assert answer.json()["error"]
    if status == 404:
        assert answer.json() == {"error": "Card not found"}


def test_a_dead_emulator_is_a_502_and_nothing_is_stored(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    before = get(pair, f"/api/v1/cards/{card}").json()
    pair.emulator.kill()

    answer = get(pair, f"/api/v1/cards/{card}/wallet_payload", token_requestor_id="50111111111")

    assert answer.status_code == 502
    assert get(pair, f"/api/v1/cards/{card}").json() == before


def test_activation_without_an_emulator_changes_nothing_and_says_how_to_start_it(pair: Pair) -> None:
    pair.emulator.kill()

    done = run(
        "scripts/activate_and_provision.py", "--emulator", pair.emulator.url, "--keys", str(shipped("keys")), "--database", pair.database
    )

    assert done.returncode == 1
    assert "tsp-emulator serve" in done.stderr
    assert get(pair, "/api/v1/cards").json() in ([], {"cards": []})


def test_the_helper_scripts_report_card_by_card(pair: Pair) -> None:
    cards = card_ids(activate(pair))
    base = ("--base", pair.issuer_app.url, "--card-ids")

    good = run("scripts/provision_cards_via_api.py", *base, *map(str, cards))
    mixed = run("scripts/provision_cards_via_api.py", *base, str(cards[0]), "999")
    dead = run("scripts/provision_cards_via_api.py", "--base", f"http://127.0.0.1:{free_port()}", "--card-ids", "1")

    assert good.returncode == 0
    assert all(f"Test User{number}" in good.stdout for number in (1, 2, 3))
    assert mixed.returncode != 0
    assert "Test User1" in mixed.stdout
    assert "999" in mixed.stdout + mixed.stderr
    assert dead.returncode != 0
    assert "Traceback" not in mixed.stderr + dead.stderr


def test_the_issuer_is_asked_and_declines_a_card_that_is_not_its_own(pair: Pair) -> None:
    activate(pair)
    customer = Customer(pair.emulator.url)

    answer = customer.tokenize("5555555555554444")

    assert answer["decision"] == "DECLINED"
    asked = customer.admin("GET", "exchanges", operation="authorize_service")["exchanges"]
    assert len(asked) == 1


def test_without_the_issuer_the_network_decides(pair: Pair) -> None:
    pair.issuer_app.kill()
    customer = Customer(pair.emulator.url)

    answer = customer.tokenize("5555555555554444")

    assert answer["decision"] == "APPROVED"
    asked = customer.admin("GET", "exchanges", operation="authorize_service")["exchanges"][0]
    assert asked["error"] == "DefaultTaken"
