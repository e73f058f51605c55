"""The issuer's activation data is what published samples are, to the byte."""

import os
from datetime import UTC, datetime

from emulator.crypto.payloads.visa import mbpac as opener
from emulator.issuer_app.wallets.visa_activation import mbpac, mbpad
from emulator.issuer_app.wallets.visa_secrets import DEMO_ACTIVATION
from tests.issuer_app.wallets.session import NONCE, VISA
from tests.witness import vectors

KEYS = {DEMO_ACTIVATION.key_set: DEMO_ACTIVATION.key}


def test_an_authentication_code_opens_and_carries_the_nonce() -> None:
    opened = opener.open_sealed(mbpac(NONCE, DEMO_ACTIVATION, os.urandom), KEYS)

    assert opened.kind == "MBPAC"
    assert opener.carries(opened, NONCE)
    assert len(opened.members["authcode"]) == 6


def test_an_encrypted_number_is_the_known_one_to_the_byte() -> None:
    known = vectors("visa_mbpac")
    case, wanted = (known[part]["cases"]["mbpad_pan16"] for part in ("inputs", "expected"))
    key = type(DEMO_ACTIVATION)(case["key_set_id"], bytes.fromhex(case["wsd_key_hex"]))
    at = datetime.strptime(wanted["fields"]["datetime"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    four = bytes(ord(char) - 33 for char in case["random_4"])

    text = mbpad(VISA, at, key, random=lambda _: four)

    assert text == wanted["string"]
