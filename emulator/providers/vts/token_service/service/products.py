"""How a card and a token are shown to whoever holds the token: last digits, expiry, names and pictures."""

from collections.abc import Mapping
from typing import Final

from emulator.core.pictures import Picture
from emulator.domain.cards import Card, Expiry, Product
from emulator.domain.parties import Issuer
from emulator.domain.tokens import Token
from emulator.providers.vts.content import shelf
from emulator.providers.vts.schemas import ExpirationDate
from emulator.providers.vts.statuses import FOR_REQUESTORS
from emulator.providers.vts.token_service.schemas import cards as shown

NAMES: Final[Mapping[Product, str]] = {Product.CREDIT: "Credit", Product.DEBIT: "Debit", Product.PREPAID: "Prepaid"}

# Every card looks the same; the values are our own choice, their form is that of public samples.
BACKGROUND: Final = "0x2563EB"
FOREGROUND: Final = "0xF3F4F6"
NORMAL: Final = "N"


def expiration(expiry: Expiry) -> ExpirationDate:
    """Return an expiry as Visa writes it."""
    return ExpirationDate(month=expiry.mm, year=str(expiry.year))


def instrument_of(card: Card) -> shown.PaymentInstrument:
    """Return a card as a requestor sees it."""
    return shown.PaymentInstrument(
        last4=card.pan.suffix,
        expirationDate=expiration(card.expiry) if card.expiry else None,
        expDatePrintedInd="Y",
        cvv2PrintedInd="Y",
        paymentAccountReference=card.par,
        enabledServices=shown.EnabledServices(merchantPresentedQR="N"),
        accountStatus=NORMAL,
        isTokenizable="Y",
    )


def metadata_of(card: Card, issuer: Issuer | None) -> shown.CardMetaData:
    """Return how a card looks; every card of every issuer looks the same but for its names."""
    name = issuer.name if issuer else "Emulated issuer"
    return shown.CardMetaData(
        backgroundColor=BACKGROUND,
        foregroundColor=FOREGROUND,
        labelColor=FOREGROUND,
        contactName=name,
        contactNumber="+1 555 0100",
        contactEmail="help@bank.example",
        contactWebsite="https://bank.example",
        privacyPolicyURL="https://bank.example/privacy",
        termsAndConditionsURL="https://bank.example/terms",
        termsAndConditionsID=next(guid for guid, content in shelf.guids().items() if content.kind == shelf.TERMS),
        shortDescription=f"{name} Visa"[:32],
        longDescription=f"{name} Visa {NAMES[card.product]}"[:64],
        cardData=[_data(guid, content) for guid, content in shelf.shown()],
    )


def token_of_card(token: Token) -> shown.TokenOfCard:
    """Return a token as the list of a card's tokens has it."""
    return shown.TokenOfCard(vProvisionedTokenID=token.reference, tokenStatus=FOR_REQUESTORS[token.state])


def _data(guid: str, content: shelf.Content) -> shown.CardData:
    return shown.CardData(guid=guid, contentType=content.kind, content=[_form(shelf.drawn(content))])


def _form(picture: Picture) -> shown.Picture:
    return shown.Picture(mimeType=picture.type, width=picture.width, height=picture.height)
