"""Card numbers, in print and at rest."""

import pytest

from emulator.issuer_app.errors import UnreadableCard
from emulator.issuer_app.pan import NONCE_BYTES, Pan, SealedPan, Vault

NUMBER = "5204731620001001"
NONCE = bytes(range(NONCE_BYTES))


@pytest.fixture
def vault() -> Vault:
    return Vault(bytes(32))


def test_a_card_number_prints_masked() -> None:
    pan = Pan(NUMBER)

    assert (str(pan), repr(pan), f"{pan}", pan.last4) == ("************1001", "Pan(************1001)", "************1001", "1001")
    assert pan.reveal() == NUMBER


@pytest.mark.parametrize("digits", ["", "12345678", "1" * 20, "520473162000100x", "٥٢٠٤٧٣١٦٢", " 5204731620001001"])
def test_a_card_number_is_9_to_19_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="9 to 19 digits"):
        Pan(digits)


def test_a_sealed_number_opens_again(vault: Vault) -> None:
    sealed = vault.seal(Pan(NUMBER), NONCE)

    assert vault.open(sealed.box, sealed.lookup) == Pan(NUMBER)
    assert sealed.last4 == "1001"


def test_a_sealed_number_shows_no_digits(vault: Vault) -> None:
    sealed = vault.seal(Pan(NUMBER), NONCE)

    assert NUMBER.encode() not in sealed.box
    assert NUMBER not in sealed.lookup
    assert "1001" not in repr(sealed)


def test_one_number_is_found_whatever_nonce_sealed_it(vault: Vault) -> None:
    first, second = vault.seal(Pan(NUMBER), NONCE), vault.seal(Pan(NUMBER), NONCE[::-1])

    assert first.lookup == second.lookup == vault.lookup(Pan(NUMBER))
    assert first.box != second.box


def test_another_key_finds_and_opens_nothing(vault: Vault) -> None:
    sealed, other = vault.seal(Pan(NUMBER), NONCE), Vault(b"\1" * 32)

    assert other.lookup(Pan(NUMBER)) != sealed.lookup
    with pytest.raises(UnreadableCard):
        other.open(sealed.box, sealed.lookup)


def broken(sealed: SealedPan, vault: Vault) -> list[tuple[bytes, str]]:
    """The ways in which a row may be tampered with."""
    flipped = sealed.box[:-1] + bytes([sealed.box[-1] ^ 1])
    return [
        (flipped, sealed.lookup),
        (sealed.box, vault.lookup(Pan("5204731660001002"))),
        (b"", sealed.lookup),
        (sealed.box[:11], sealed.lookup),
    ]


@pytest.mark.parametrize("way", range(4))
def test_a_changed_or_moved_box_does_not_open(vault: Vault, way: int) -> None:
    box, lookup = broken(vault.seal(Pan(NUMBER), NONCE), vault)[way]

    with pytest.raises(UnreadableCard, match="ISSUER_APP_CARD_KEY"):
        vault.open(box, lookup)
