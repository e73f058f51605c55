"""The TAV, against a value that was made and checked elsewhere."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from emulator.issuer_app.mdes.tav import VALIDITY, make_tav, timestamp
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear

VECTOR = json.loads((Path(__file__).resolve().parents[2] / "witness/vectors/mastercard_tav.json").read_text())


def test_a_tav_is_byte_for_byte_the_known_answer() -> None:
    key = load_pem_private_key(VECTOR["inputs"]["private_key_pem"].encode(), None)
    assert isinstance(key, RSAPrivateKey)
    card = CardInClear(Pan("5204247750001471"), exp_month=12, exp_year=2029, holder="JANE DOE", network="mastercard", provider="mdes")
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    tav = make_tav(card, key, now + VALIDITY)

    assert tav == VECTOR["expected"]["cases"]["v3"]["tav_base64"]
    assert "5204247750001471" not in base64.b64decode(tav).decode()


def test_a_timestamp_has_whole_seconds_and_a_z() -> None:
    assert timestamp(datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)) == "2026-01-02T03:04:05Z"


def test_a_tav_is_good_for_half_an_hour() -> None:
    assert timedelta(minutes=30) == VALIDITY
