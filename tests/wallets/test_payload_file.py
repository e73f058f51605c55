"""Saved payloads, checked without an emulator: the published vectors hold, and a bad file is named."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from emulator.config import shipped
from emulator.core.keys import Keys
from emulator.wallets.payload_file import BadFile, read, verify
from tests.witness import vectors

NOW = datetime(2026, 1, 2, 3, 5, tzinfo=UTC)
APPLE, MBPAC, OPC, VISA = (vectors(name) for name in ("apple_ecc_v2", "visa_mbpac", "mastercard_opc", "visa_jwe_fle"))
KEYS = Keys(shipped("keys"))


def apple(case: str) -> dict[str, Any]:
    """A saved payload with one of the known pass data, and the known activation data of the same nonce."""
    inputs, made = APPLE["inputs"], APPLE["expected"]["cases"][case]
    return {
        "wallet": "apple",
        "network": "visa",
        "request": {
            "nonce": inputs["nonce_base64"],
            "nonceSignature": inputs["nonceSignature_base64"],
            **inputs["configuration"],
        },
        "payload": {
            "encryptedPassData": made["encryptedPassData_base64"],
            "ephemeralPublicKey": made["ephemeralPublicKey_base64"],
            "activationData": MBPAC["expected"]["cases"]["mbpac_nonce_4_bytes"]["activationData_base64"],
        },
        "keys": {"leafKey": inputs["leaf_private_key_pem"], "activationKeys": MBPAC["inputs"]["wsd_keys_by_key_set"]},
    }


def last(saved: dict[str, Any], now: datetime = NOW) -> str | None:
    """The name of the first mistake."""
    finding = verify(read(json.dumps(saved)), KEYS, now=now).steps[-1].finding
    return finding.cause if finding else None


@pytest.mark.parametrize("case", ["fpan_visa", "fpan_escaped_slash"])
def test_known_pass_data_would_be_taken(case: str) -> None:
    assert last(apple(case)) is None


def test_the_known_wallets_own_values_are_compared() -> None:
    case = VISA["inputs"]["cases"]["google_opc"]
    told = json.loads(case["plaintext_utf8"])["provider"]
    request = {"walletId": told["clientWalletAccountID"], "stableHardwareId": told["clientDeviceID"], "clientAppID": told["clientAppID"]}
    payload = {"opaquePaymentCard": VISA["expected"]["cases"]["google_opc"]["compact_jwe"]}
    keys = {"visaSecrets": {case["kid"]: case["shared_secret"]}}
    saved = {"wallet": "google", "network": "visa", "request": request, "payload": payload, "keys": keys}

    assert last(saved) is None
    assert last({**saved, "request": {**request, "walletId": "another"}}) == "provider_differs"


@pytest.mark.parametrize("case", OPC["inputs"]["cases"])
def test_the_known_opaque_cards_would_be_taken(case: str) -> None:
    pair = {"certificate": OPC["inputs"]["certificate_pem"], "private_key": OPC["inputs"]["private_key_pem"]}
    keys = {"cardKeys": [pair], "tavKeys": [OPC["inputs"]["tav_public_key_pem"]]}
    payload = {"opaquePaymentCard": OPC["expected"]["cases"][case]["opaquePaymentCard_base64"]}
    saved = {"wallet": "samsung", "network": "mastercard", "payload": payload, "keys": keys}

    assert last(saved, datetime.fromisoformat(OPC["inputs"]["now"])) is None


def test_without_the_leafs_key_nothing_opens() -> None:
    assert last({**apple("fpan_visa"), "keys": {}}) == "no_leaf_key"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"wallet":"apple","network":"amex"}', '{"wallet":"apple","network":"visa","payload":1}'])
def test_a_file_that_is_no_saved_payload_is_named(text: str) -> None:
    with pytest.raises(BadFile, match="JSON"):
        read(text)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"request": {"nonce": "%"}}, "base64"),
        ({"request": {"openedAt": "noon"}}, "ISO 8601"),
        ({"keys": {"leafKey": "no key"}}, "PEM"),
        ({"keys": {"cardKeys": [{"certificate": 1}], "leafKey": 1}}, "keys"),
        ({"keys": {"activationKeys": {"a": "zz"}}}, "keys"),
    ],
)
def test_a_session_or_key_that_cannot_be_used_is_named(change: dict[str, Any], why: str) -> None:
    with pytest.raises(BadFile, match=why):
        last({**apple("fpan_visa"), **change})
