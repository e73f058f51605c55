"""The opaque payment card, opened with independent code."""

import base64
import hashlib
import json
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from emulator.issuer_app.mdes.keys import load_keys
from emulator.issuer_app.mdes.opaque_card import opaque_payment_card
from emulator.issuer_app.mdes.tav import make_tav
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear

from ..stand_in import KEYS, opened, private_key

CARD = CardInClear(Pan("5204247750001471"), exp_month=2, exp_year=2029, holder="José Doe", network="mastercard", provider="mdes")


def test_mastercard_opens_the_card_and_finds_the_tav() -> None:
    keys = load_keys(KEYS)
    tav = make_tav(CARD, keys.tav, datetime(2026, 1, 2, tzinfo=UTC))

    document = json.loads(base64.b64decode(opaque_payment_card(CARD, tav, keys.card_sealing), validate=True))

    assert document["tokenizationAuthenticationValue"] == tav
    assert opened(document["cardInfo"], private_key("request")) == {
        "accountNumber": "5204247750001471",
        "expiryMonth": "02",
        "expiryYear": "29",
        "source": "CARD_ADDED_VIA_APPLICATION",
        "cardholderName": "José Doe",
    }


def test_the_encrypted_card_has_the_fields_that_mastercard_reads() -> None:
    sealing = load_keys(KEYS).card_sealing
    certificate = x509.load_pem_x509_certificate((KEYS / "mdes" / "request.crt").read_bytes())

    info = json.loads(base64.b64decode(opaque_payment_card(CARD, "tav", sealing)))["cardInfo"]

    assert set(info) == {"encryptedData", "encryptedKey", "iv", "oaepHashingAlgorithm", "publicKeyFingerprint"}
    assert (info["oaepHashingAlgorithm"], len(info["iv"])) == ("SHA256", 32)
    assert info["publicKeyFingerprint"] == hashlib.sha1(certificate.public_bytes(Encoding.DER), usedforsecurity=False).hexdigest()


def test_a_card_is_sealed_anew_each_time() -> None:
    sealing = load_keys(KEYS).card_sealing

    assert opaque_payment_card(CARD, "tav", sealing) != opaque_payment_card(CARD, "tav", sealing)
