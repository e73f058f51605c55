"""The opaque payment card: known values both ways, the official client, and hostile ones."""

import base64
import json
from typing import Any

import pytest
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto import chance
from emulator.crypto.keys.keyring import KeyPair, ring
from emulator.crypto.payloads import mastercard_opc as opc
from emulator.crypto.payloads.mastercard_fle import FleError
from emulator.crypto.payloads.mastercard_tav import Card
from tests.crypto.known import DEMO, demo, scripted
from tests.crypto.payloads.nodes import REQUESTS
from tests.witness import vectors

VECTORS = vectors("mastercard_opc")
PAIR = KeyPair("pepk", VECTORS["inputs"]["certificate_pem"].encode(), VECTORS["inputs"]["private_key_pem"].encode())
RING = ring([PAIR])
CARD = b'{"accountNumber":"5204247750001471","expiryMonth":"12","expiryYear":"29"}'


def made(plaintext: bytes = CARD, tav: str | None = "dGF2") -> str:
    return opc.make(
        plaintext,
        demo("request").public_key,
        fingerprint=demo("request").fingerprints.spki_sha256,
        digest="SHA256",
        chance=chance.seeded(b"opc"),
        tav=tav,
    )


@pytest.mark.parametrize("name", VECTORS["inputs"]["cases"])
def test_the_known_cards_open(name: str) -> None:
    expected = VECTORS["expected"]["cases"][name]

    opened = opc.open_sealed(expected["opaquePaymentCard_base64"], RING)

    assert json.loads(opened.plaintext) == expected["card"]
    assert opened.card == Card("5204247750001471", "1229")
    assert opened.tav == VECTORS["inputs"]["cases"][name]["tokenizationAuthenticationValue"]


@pytest.mark.parametrize("name", [name for name in VECTORS["inputs"]["cases"] if name != "iv_absent_zero_iv"])
def test_the_known_cards_come_out_to_the_byte(name: str) -> None:
    given_, expected = VECTORS["inputs"]["cases"][name], VECTORS["expected"]["cases"][name]
    randomness = given_.get("oaep_seed_hex") or given_["pkcs1_v15_filler_hex"]

    text = opc.make(
        given_["card_plaintext_utf8"].encode(),
        PAIR.public_key,
        fingerprint=given_["publicKeyFingerprint"],
        digest=expected["cardInfo"].get("oaepHashingAlgorithm"),
        chance=scripted(given_["aes_key_hex"], given_["iv_hex"], randomness),
        tav=given_["tokenizationAuthenticationValue"],
        key_bytes=len(given_["aes_key_hex"]) // 2,
    )

    assert text == expected["opaquePaymentCard_base64"]


def test_the_official_client_opens_the_card_inside() -> None:
    config = FieldLevelEncryptionConfig(
        {
            "paths": {"$": {"toEncrypt": {}, "toDecrypt": {"cardInfo": "card"}}},
            "ivFieldName": "iv",
            "encryptedKeyFieldName": "encryptedKey",
            "encryptedValueFieldName": "encryptedData",
            "dataEncoding": "hex",
            "oaepPaddingDigestAlgorithm": "SHA-512",
            "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
            "encryptionKeyFingerprintFieldName": "publicKeyFingerprint",
            "encryptionCertificate": str(DEMO / "request.crt"),
            "decryptionKey": str(DEMO / "request.key"),
        }
    )

    opened = decrypt_payload(json.loads(base64.b64decode(made())), config)

    assert opened["card"] == json.loads(CARD)


@pytest.mark.parametrize("tav", ["dGF2", None])
def test_what_is_made_opens(tav: str | None) -> None:
    opened = opc.open_sealed(made(tav=tav), REQUESTS)

    assert (opened.card, opened.tav, opened.plaintext) == (Card("5204247750001471", "1229"), tav, CARD)


def test_an_opened_card_shows_neither_number_nor_plaintext() -> None:
    assert "5204" not in repr(opc.open_sealed(made(), REQUESTS))


def rewrapped(build: Any) -> str:
    """The same content in another envelope; `build` gets cardInfo."""
    members = json.loads(base64.b64decode(made()))
    return base64.b64encode(json.dumps(build(members["cardInfo"])).encode()).decode()


@pytest.mark.parametrize(
    "build",
    [
        lambda node: {"fundingAccountInfo": {"encryptedPayload": node}},
        lambda node: {"fundingAccountInfo": node},
        lambda node: {"cardInfo": None, "fundingAccountInfo": node, "more": 1},
    ],
)
def test_the_newer_envelope_opens_as_well(build: Any) -> None:
    assert opc.open_sealed(rewrapped(build), REQUESTS).plaintext == CARD


def test_card_data_may_stand_in_an_object_of_its_own() -> None:
    plaintext = b'{"cardAccountData":' + CARD + b"}"

    assert opc.open_sealed(made(plaintext), REQUESTS).card == Card("5204247750001471", "1229")


def test_a_receipt_takes_the_place_of_a_card() -> None:
    text = opc.make_for_receipt("MCC-STL-1")

    assert opc.read(text) == opc.Envelope(node=None, receipt="MCC-STL-1", tav=None)
    with pytest.raises(opc.OpcError, match="a receipt"):
        opc.open_sealed(text, REQUESTS)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("{}", "not_base64"),
        (base64.b64encode(b"[]").decode(), "not_json"),
        (rewrapped(lambda _: {"cardInfo": "00"}), "card_missing"),
        (rewrapped(lambda node: {"cardInfo": node, opc.TAV: {"version": "3"}}), "tav_not_base64_string"),
        (made(b"no json"), "card_not_json"),
        (made(b"[1]"), "card_member_missing"),
        (made(b'{"cardAccountData":1}'), "card_member_missing"),
        (made(b'{"accountNumber":"1","expiryMonth":"12"}'), "card_member_missing"),
        (made(b'{"accountNumber":5204,"expiryMonth":"12","expiryYear":"29"}'), "card_member_missing"),
    ],
)
def test_what_is_not_a_card_says_why(text: str, cause: str) -> None:
    with pytest.raises(opc.OpcError) as refused:
        opc.open_sealed(text, REQUESTS)

    assert refused.value.cause == cause


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
)
NAMES = st.sampled_from(["cardInfo", "fundingAccountInfo", "encryptedPayload", "pushAccountReceipt", opc.TAV])


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=40)
    | st.dictionaries(NAMES, st.dictionaries(NAMES, JSON) | JSON).map(lambda members: rewrapped(lambda _: members))
)
def test_a_hostile_card_is_refused(text: str) -> None:
    with pytest.raises((opc.OpcError, FleError)):
        opc.open_sealed(text, REQUESTS)
