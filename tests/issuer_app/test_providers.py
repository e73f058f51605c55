"""A card on its way to a provider."""

from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear


def test_an_expiry_is_written_in_two_digits_each() -> None:
    card = CardInClear(Pan("5204731620001001"), exp_month=3, exp_year=2029, holder="Jane", network="mastercard", provider="mdes")

    assert (card.expiry_month, card.expiry_year) == ("03", "29")


def test_a_card_in_clear_prints_without_its_number() -> None:
    card = CardInClear(Pan("5204731620001001"), exp_month=3, exp_year=2029, holder="Jane", network="mastercard", provider="mdes")

    assert "5204731620001001" not in repr(card)
