"""Pass data sealed by the issuer is what published code seals, and other code opens it."""

import json
import os
from functools import partial

from emulator.crypto.keys import p256
from emulator.crypto.payloads.apple import ecc_v2, pass_data_mistakes
from emulator.crypto.payloads.apple.ecc_v2 import Sealed
from emulator.crypto.payloads.apple.pass_data import AddRequest
from emulator.issuer_app.wallets.apple_pass import ORDER, encrypted_pass_data, pass_data, seal
from emulator.wallets import authority
from tests.issuer_app.wallets.session import MASTERCARD, NONCE, VISA, handed
from tests.witness import vectors

VECTORS = vectors("apple_ecc_v2")
REQUEST = AddRequest(NONCE, authority.signature(NONCE), "JANE DOE", "1471")


def drawing(private_key: int) -> bytes:
    """The bytes that the issuer must draw to come to this ephemeral key."""
    return (private_key - 1).to_bytes(40, "big")


def test_the_published_example_is_sealed_to_the_byte() -> None:
    case = VECTORS["inputs"]["cases"]["published_vector"]
    wanted = VECTORS["expected"]["cases"]["published_vector"]
    leaf = p256.from_point(bytes.fromhex(case["leaf_public_key_hex"]))

    private = int(case["ephemeral_private_key_hex"], 16)
    encrypted, point = seal(case["plaintext_utf8"].encode(), leaf, lambda _: drawing(private))

    assert (encrypted.hex(), point.hex()) == (wanted["ciphertext_and_tag_hex"], wanted["ephemeral_public_key_hex"])


def test_what_the_issuer_seals_opens_and_answers_the_session() -> None:
    leaf = authority.leaf("add_1", authority.NOT_BEFORE).private_key

    encrypted, point = seal(pass_data(MASTERCARD, handed()), leaf.public_key(), os.urandom)

    plaintext = ecc_v2.open_sealed(Sealed(encrypted, point), leaf)
    assert pass_data_mistakes.explain(plaintext, REQUEST) is None


def test_visas_form_hides_the_number() -> None:
    members = json.loads(encrypted_pass_data(VISA, handed(), "MBPAD-1-FK-401200.1--TDEA-00"))

    assert (members["primaryAccountNumberPrefix"], members["networkName"]) == ("476112", "Visa")
    assert "4761120010000492" not in str(members)


def test_every_draw_gives_a_key_of_the_curve() -> None:
    leaf = authority.leaf("add_1", authority.NOT_BEFORE).private_key.public_key()

    points = [seal(b"{}", leaf, partial(bytes.ljust, one))[1] for one in (bytes(40), b"\xff" * 40, ORDER.to_bytes(40, "big"))]

    assert all(p256.from_point(point) for point in points)
