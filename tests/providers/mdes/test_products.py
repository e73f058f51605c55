"""How tokens and cards are shown."""

from datetime import UTC, datetime

import pytest

from emulator.core.context import House
from emulator.domain.cards import Card, Expiry, Product
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import Issuer
from emulator.providers.mdes import products
from emulator.providers.mdes.assets.shelf import SHELF
from emulator.providers.mdes.records import details
from emulator.providers.mdes.records.details import Details
from emulator.storage.unit import Unit
from tests.providers.mdes.test_statuses import a_token


def a_card(product: Product = Product.CREDIT, expiry: Expiry | None = None) -> Card:
    return Card(
        reference="F" * 48,
        par="5001" + "A" * 25,
        pan=Pan("5123456789012345"),
        expiry=expiry,
        network=Network.MASTERCARD,
        product=product,
        holder=None,
        issuer="bank",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_a_product_is_named_after_its_issuer_and_points_to_artwork_that_exists() -> None:
    product = products.product_of(a_card(Product.DEBIT), Issuer("bank", "Some Bank", ()))

    assert (product.issuerName, product.shortDescription) == ("Some Bank", "Some Bank debit card")
    ids = {value for name, value in product.model_dump().items() if name.endswith("AssetId")}
    assert (len(ids), ids <= SHELF.keys()) == (4, True)


def test_a_very_long_issuer_name_is_cut_to_what_the_message_holds() -> None:
    product = products.product_of(a_card(), Issuer("bank", "B" * 200, ()))

    assert (len(product.issuerName), len(product.shortDescription)) == (64, 128)


def test_a_card_whose_issuer_is_gone_is_still_shown() -> None:
    assert products.product_of(a_card(), None).issuerName == "Emulated issuer"


@pytest.mark.parametrize(("expiry", "shown"), [(Expiry(2030, 9), "0930"), (None, None)])
def test_a_token_is_shown_by_last_digits_and_expiry(expiry: Expiry | None, shown: str | None) -> None:
    info = products.info_of(a_token(), a_card(expiry=expiry))

    assert (info.tokenPanSuffix, info.accountPanSuffix) == ("0002", "2345")
    assert (info.tokenExpiry, info.accountPanExpiry) == ("1231", shown)


async def test_what_the_issuer_has_said_since_is_shown(house: House) -> None:
    token, card = a_token(), a_card()

    async def work(unit: Unit) -> list[tuple[str | None, int | None]]:
        shown = [await products.shown(unit, token, card)]
        await details.keep(unit, Details(token.reference, assurance=5, product_configuration="GOLD"))
        shown.append(await products.shown(unit, token, card))
        return [(product.issuerProductConfigCode, info.tokenAssuranceLevel) for product, info in shown]

    told = await house.unit(house.context(house.home, cause="test"), work)

    assert told == [(None, 3), ("GOLD", 5)]
