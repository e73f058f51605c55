"""A seed file makes somebody's own parties and keys known, and nothing of it is kept when it cannot be."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests
from client_encryption.field_level_encryption import decrypt_payload, encrypt_payload
from oauth1 import authenticationutils
from oauth1.oauth_ext import OAuth1RSA

from tests.flows.customer import KEYS, TIMEOUT, Customer, encryption
from tests.flows.listener import Listener
from tests.flows.processes import TOP, Program, run, running

OWN_CLIENT = "myclient" * 6 + "!" + "mykey000" * 6
NUMBER = "5204731600014784"


@pytest.fixture
def emulator(tmp_path: Path) -> Any:
    with running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as program:
        yield program


@pytest.fixture
def bank() -> Any:
    listening = Listener()
    yield listening
    listening.close()


def own_keys(folder: Path) -> Path:
    """Keys that somebody made with openssl, nothing of ours."""
    for name in ("signing", "response", "issuer"):
        subject = f"/O=My Bank/CN={name}"
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", subject]
        subprocess.run([*command, "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.crt"], check=True, capture_output=True)
    command = ["openssl", "pkcs12", "-export", "-inkey", f"{folder}/signing.key", "-in", f"{folder}/signing.crt", "-passout", "pass:mine"]
    subprocess.run([*command, "-name", "mine", "-out", f"{folder}/signing.p12"], check=True, capture_output=True)
    # What clients encrypt to is the emulator's own, and stays.
    shutil.copy(KEYS / "request.crt", folder / "request.crt")
    return folder


def seeds(folder: Path, callback_url: str) -> dict[str, Any]:
    def pem(name: str) -> str:
        return (folder / f"{name}.crt").read_text()

    card_range = {"low": "520473", "high": "520473", "network": "mastercard"}
    issuer = {
        "id": "my-bank",
        "name": "My Bank",
        "ranges": [card_range],
        "callback_url": callback_url,
        "encryption_certificate": pem("issuer"),
    }
    credential = {"name": OWN_CLIENT, "signing": pem("signing"), "response": pem("response"), "requestor": "50999999999"}
    return {
        "issuers": [issuer],
        "requestors": [{"id": "50999999999", "name": "My Wallet", "kind": "WALLET"}],
        "credentials": [credential],
        "cards": [{"number": NUMBER, "expiry": "2030-12", "holder": "ME"}],
    }


def test_somebodys_own_keys_and_parties_work_from_the_official_libraries(emulator: Program, tmp_path: Path, bank: Listener) -> None:
    keys = own_keys(tmp_path)
    file = tmp_path / "seeds.json"
    file.write_text(json.dumps(seeds(keys, bank.url)))

    done = run("-m", "emulator", "seed", str(file), "--url", emulator.url)

    assert done.returncode == 0, done.stderr
    assert "1 issuers, 1 requestors, 1 credentials, 1 cards" in done.stdout
    auth = OAuth1RSA(OWN_CLIENT, authenticationutils.load_signing_key(str(keys / "signing.p12"), "mine"))
    sealing = encryption(keys)
    customer = Customer(emulator.url)
    account = {"source": "ACCOUNT_ON_FILE", "cardAccountData": {"accountNumber": NUMBER, "expiryMonth": "12", "expiryYear": "30"}}
    order = customer.order({"encryptedPayload": {"encryptedData": account}}, tokenRequestorId="50999999999")
    url = f"{emulator.url}/mdes/digitization/1/0/tokenize"
    answer = requests.post(url, json=encrypt_payload(order, sealing), auth=auth, timeout=TIMEOUT)
    opened = decrypt_payload(answer.json(), sealing)
    assert opened["decision"] == "APPROVED", opened
    assert opened["tokenDetail"]["encryptedData"]["paymentAccountReference"]
    customer.admin("POST", "outbox/deliver")
    assert bank.told == [opened["tokenUniqueReference"]]

    foreign = customer.order({"encryptedPayload": {"encryptedData": account}}, tokenRequestorId="98765432101")
    refused = requests.post(url, json=encrypt_payload(foreign, sealing), auth=auth, timeout=TIMEOUT).json()
    assert refused["errorCode"] == "AUTHORIZATION_FAILED"


def test_the_example_file_is_taken(emulator: Program) -> None:
    done = run("-m", "emulator", "seed", str(TOP / "fixtures/seeds/own-keys.example.json"), "--url", emulator.url)

    assert done.returncode == 0, done.stderr


def test_a_refused_batch_is_one_sentence_and_keeps_nothing(emulator: Program, tmp_path: Path) -> None:
    file = tmp_path / "seeds.json"
    file.write_text(json.dumps({"cards": [{"number": NUMBER}, {"number": "6011000990139424"}]}))

    done = run("-m", "emulator", "seed", str(file), "--url", emulator.url)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert Customer(emulator.url).admin("GET", "cards")["cards"] == []
