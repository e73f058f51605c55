"""Keys on the curve P-256."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto import chance
from emulator.crypto.keys import p256, rsa
from emulator.crypto.keys.rsa import UnreadableKey
from tests.crypto.known import demo, private, scripted
from tests.witness import vectors

CASES = vectors("apple_ecc_v2")["inputs"]["cases"]
KEY = p256.draw(chance.seeded(b"p256"))


def test_given_bytes_are_the_private_key() -> None:
    expected = vectors("apple_ecc_v2")["expected"]["cases"]["published_vector"]

    key = p256.draw(scripted(CASES["published_vector"]["ephemeral_private_key_hex"]))

    assert p256.point(key.public_key()).hex() == expected["ephemeral_public_key_hex"]


def test_bytes_that_are_no_private_key_are_drawn_again() -> None:
    key = p256.draw(scripted("00" * 32, f"{p256.ORDER:064x}", "ff" * 32, f"{p256.ORDER - 1:064x}"))

    assert key.private_numbers().private_value == p256.ORDER - 1


def test_the_same_chance_gives_the_same_key() -> None:
    assert p256.draw(chance.seeded(b"p256")).private_numbers() == KEY.private_numbers()


def test_two_sides_agree_on_the_known_secret() -> None:
    case, expected = CASES["fpan_visa"], vectors("apple_ecc_v2")["expected"]["cases"]["fpan_visa"]
    leaf, ephemeral = (p256.draw(scripted(case[name])) for name in ("leaf_private_key_hex", "ephemeral_private_key_hex"))

    assert p256.agree(ephemeral, leaf.public_key()).hex() == expected["shared_secret_z_hex"]
    assert p256.agree(leaf, ephemeral.public_key()).hex() == expected["shared_secret_z_hex"]


def test_a_key_is_read_from_every_form_that_it_is_written_in() -> None:
    public = KEY.public_key()
    compressed = bytes([2 + p256.point(public)[-1] % 2]) + p256.point(public)[1:33]

    assert p256.from_point(p256.point(public)) == public
    assert p256.from_point(compressed) == public
    assert p256.from_spki(p256.spki(public)) == public
    assert p256.load_private_key(p256.private_pem(KEY)).private_numbers() == KEY.private_numbers()
    assert (len(p256.point(public)), len(p256.spki(public))) == (65, 91)


def other_curve() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP384R1())


@pytest.mark.parametrize("pem", [b"", b"x", rsa.private_pem(private(demo("signing"))), p256.private_pem(other_curve())])
def test_a_private_key_of_another_kind_is_unreadable(pem: bytes) -> None:
    with pytest.raises(UnreadableKey):
        p256.load_private_key(pem)


def test_a_public_key_of_another_curve_is_unreadable() -> None:
    with pytest.raises(UnreadableKey):
        p256.from_spki(p256.spki(other_curve().public_key()))


@given(octets=st.binary(max_size=70) | st.binary(min_size=64, max_size=64).map(lambda xy: b"\x04" + xy))
def test_anything_that_is_no_point_is_unreadable(octets: bytes) -> None:
    with pytest.raises(UnreadableKey):
        p256.from_point(octets if octets[:1] not in (b"\x02", b"\x03") else b"")
    with pytest.raises(UnreadableKey):
        p256.from_spki(octets)
