"""From a push to the end of a token's life by way of a code, over two processes, with the token requestor listening to it all."""

import re
from typing import Any, Final

import pytest
import requests
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from emulator.config import shipped
from tests.flows.conftest import Pair
from tests.flows.customer import KEYS, OPERATOR, TIMEOUT, WALLET, Customer, Message
from tests.flows.listener import Listener
from tests.flows.processes import run

NEW_PAN: Final = "5412345678901234"
# The rule of the issuer app that this order meets: a wallet that doubts is followed.
DOUBT: Final = {"recommendation": "REQUIRE_ADDITIONAL_AUTHENTICATION", "deviceScore": "1", "accountScore": "1"}
OPENING: Final = FieldLevelEncryptionConfig(
    {
        "paths": {"$": {"toEncrypt": {}, "toDecrypt": {"encryptedPayload": "encryptedPayload.encryptedData"}}},
        "ivFieldName": "iv",
        "encryptedKeyFieldName": "encryptedKey",
        "encryptedValueFieldName": "encryptedData",
        "dataEncoding": "hex",
        "oaepPaddingDigestAlgorithm": "SHA-256",
        "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
        "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
        "decryptionKey": str(KEYS / "response.key"),
    }
)


@pytest.fixture
def wallet(pair: Pair, issuer: Listener) -> Customer:
    """The demo wallet, with a callback URL of its own."""
    customer = Customer(pair.emulator.url)
    known = customer.admin("GET", f"parties/requestors/{WALLET}")
    customer.admin("PUT", f"parties/requestors/{WALLET}", {**known, "callback_url": issuer.url})
    return customer


def issuer_app(pair: Pair, path: str, **params: str) -> Any:
    answer = requests.get(f"{pair.issuer_app.url}/api/v1/{path}", params=params, timeout=TIMEOUT)
    assert answer.status_code == 200, answer.text
    return answer.json()


def first_card(pair: Pair) -> int:
    options = ("--emulator", pair.emulator.url, "--keys", str(shipped("keys")), "--database", pair.database)
    done = run("scripts/activate_and_provision.py", *options)
    assert done.returncode == 0, done.stderr
    found = re.search(r"^  card id=(\d+)", done.stdout, re.MULTILINE)
    assert found
    return int(found[1])


def yellow_token(pair: Pair, wallet: Customer, card: int) -> Message:
    receipt = issuer_app(pair, f"cards/{card}/wallet_payload")["payload"]["receipt"]
    order = wallet.order({"pushAccountReceipt": receipt}, tokenRequestorId=WALLET, decisioningData=DOUBT)
    return wallet.call("tokenize", order)


def code_in_the_inbox(pair: Pair, wallet: Customer, reference: str) -> str:
    wallet.admin("POST", "outbox/deliver")
    return next(str(code["code"]) for code in issuer_app(pair, "inbox")["codes"] if code["token_reference"] == reference)


def heard(issuer: Listener) -> list[tuple[str, list[str] | None]]:
    """What the wallet was told of its token, opened by the official library: status and suspenders, in order."""
    opened = [decrypt_payload(dict(message), OPENING) for message in issuer.messages]
    tokens = [token for message in opened for token in message["encryptedPayload"]["encryptedData"]["tokens"]]
    return [(token["status"], token.get("suspendedBy")) for token in tokens]


def account_reference(answer: Message) -> str:
    return str(answer["tokenDetail"]["encryptedData"]["paymentAccountReference"])


def found(wallet: Customer, **members: str) -> list[str]:
    """The tokens that Customer Service finds."""
    accounts = wallet.serve("search", **members)["Accounts"]["Account"]
    return [token["TokenUniqueReference"] for account in accounts for token in account["Tokens"]["Token"]]


def test_a_doubted_token_comes_to_life_by_a_code_and_lives_until_it_is_deleted(pair: Pair, wallet: Customer, issuer: Listener) -> None:
    card = first_card(pair)

    answer = yellow_token(pair, wallet, card)
    reference = answer["tokenUniqueReference"]
    assert answer["decision"] == "REQUIRE_ADDITIONAL_AUTHENTICATION"
    assert wallet.status(reference) == "INACTIVE"
    (asked,) = wallet.admin("GET", "exchanges", operation="authorize_service")["exchanges"]
    assert asked["status"] == 200

    method = next(method for method in answer["authenticationMethods"] if method["type"] == "EMAIL_TO_CARDHOLDER_ADDRESS")
    wallet.call("requestActivationCode", {"tokenUniqueReference": reference, "authenticationMethod": {"id": method["id"]}})
    code = code_in_the_inbox(pair, wallet, reference)
    wrong = "000000" if code != "000000" else "111111"
    tried = wallet.call("activate", {"tokenUniqueReference": reference, "authenticationCode": wrong})
    assert (tried["result"], wallet.status(reference)) == ("INCORRECT_CODE", "INACTIVE")
    tried = wallet.call("activate", {"tokenUniqueReference": reference, "authenticationCode": code})
    assert (tried["result"], wallet.status(reference)) == ("SUCCESS", "ACTIVE")

    wallet.serve("token/suspend", TokenUniqueReference=reference, ReasonCode="L", CommentText="Lost in a taxi.")
    assert wallet.status(reference) == "SUSPENDED"
    refused = wallet.call("unsuspend", {"tokenUniqueReferences": [reference], "causedBy": "TOKEN_REQUESTOR", "reasonCode": "OTHER"})
    assert refused["tokens"][0].get("errorCode") or refused["tokens"][0]["status"] == "SUSPENDED"
    assert wallet.status(reference) == "SUSPENDED"
    wallet.serve("token/unsuspend", TokenUniqueReference=reference, ReasonCode="F")
    assert wallet.status(reference) == "ACTIVE"

    wallet.serve("token/update", TokenUniqueReference=reference, NewAccountPan=NEW_PAN, UpdateWalletProviderIndicator="0")
    assert found(wallet, AccountPan=NEW_PAN) == [reference]
    shown = wallet.call("getToken", {"tokenUniqueReference": reference, "includeTokenDetail": "true"})
    assert account_reference(shown) == account_reference(answer)

    assert wallet.change("delete", reference) == "DEACTIVATED"
    wallet.admin("POST", "outbox/deliver")
    assert heard(issuer) == [("ACTIVE", None), ("SUSPENDED", ["ISSUER"]), ("ACTIVE", None), ("ACTIVE", None), ("DEACTIVATED", None)]
    history = wallet.serve("token/statushistory", TokenUniqueReference=reference)["Statuses"]["Status"]
    assert [status["StatusCode"] + status["Initiator"] for status in history] == ["UW", "AC", "SI", "AI", "AI", "DC"]
    (comment,) = wallet.serve("token/comments", TokenUniqueReference=reference)["Comments"]["Comment"]
    assert (history[2]["AuditInfo"], history[2]["ReasonCode"], history[2]["CommentId"]) == (OPERATOR, "L", comment["CommentId"])
    assert comment["CommentText"] == "Lost in a taxi."
    (known,) = issuer_app(pair, f"cards/{card}")["tokens"]
    assert (known["token_reference"], known["status"]) == (reference, "DEACTIVATED")
