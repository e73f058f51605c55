"""How a token and its card are shown to whoever holds the token: artwork, names, last digits."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from emulator.domain.cards import Card, Product
from emulator.domain.parties import Issuer
from emulator.domain.tokens import Token
from emulator.providers.mdes.assets import shelf
from emulator.providers.mdes.records import details
from emulator.providers.mdes.schemas import ProductConfig, TokenInfo
from emulator.storage.unit import Unit

NAMES: Final[Mapping[Product, str]] = {
    Product.CREDIT: "credit card",
    Product.DEBIT: "debit card",
    Product.PREPAID: "prepaid card",
}
CATEGORIES: Final[Mapping[Product, Literal["CREDIT", "DEBIT", "PREPAID"]]] = {
    Product.CREDIT: "CREDIT",
    Product.DEBIT: "DEBIT",
    Product.PREPAID: "PREPAID",
}
# Our own choice: the level that Mastercard's samples show.
ASSURANCE: Final = 3
FOREGROUND: Final = "F3F4F6"
# How many looks are remembered: there are as many as issuers, or nearly.
REMEMBERED: Final = 256


def product_of(card: Card, issuer: Issuer | None, *, code: str | None = None) -> ProductConfig:
    """Return how the card looks; every card of every issuer looks the same but for its names, and the issuer's `code` for it."""
    return _look(issuer.name if issuer else "Emulated issuer", card.product, code)


@lru_cache(maxsize=REMEMBERED)
def _look(name: str, product: Product, code: str | None) -> ProductConfig:
    return ProductConfig(
        brandLogoAssetId=shelf.id_of(shelf.BRAND_LOGO),
        issuerLogoAssetId=shelf.id_of(shelf.ISSUER_LOGO),
        isCoBranded=False,
        cardBackgroundCombinedAssetId=shelf.id_of(shelf.CARD_BACKGROUND),
        iconAssetId=shelf.id_of(shelf.ICON),
        foregroundColor=FOREGROUND,
        issuerName=name[:64],
        shortDescription=f"{name} {NAMES[product]}"[:128],
        issuerProductConfigCode=code,
    )


def info_of(token: Token, card: Card, *, assurance: int = ASSURANCE) -> TokenInfo:
    """Return the token's and the card's last digits and expiry, and how well its holder was verified."""
    return TokenInfo(
        tokenPanSuffix=token.number.suffix,
        accountPanSuffix=card.pan.suffix,
        tokenExpiry=token.expiry.mmyy,
        accountPanExpiry=card.expiry.mmyy if card.expiry else None,
        dsrpCapable="true",
        tokenAssuranceLevel=assurance,
        productCategory=CATEGORIES[card.product],
    )


async def shown(unit: Unit, token: Token, card: Card) -> tuple[ProductConfig, TokenInfo]:
    """Return how the card looks and the token's last digits, with what the issuer has said of them since."""
    said = await details.of_token(unit, token.reference)
    issuer = await unit.parties.issuer(card.issuer)
    return (
        product_of(card, issuer, code=said.product_configuration),
        info_of(token, card, assurance=said.assurance or ASSURANCE),
    )
