"""A card and a token as their issuer reads them, and how the requestor came by them."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from emulator.domain.cards import Card, Expiry
from emulator.domain.tokens import State, Token
from emulator.providers.vts import statuses
from emulator.providers.vts.issuer.schemas import CardAndToken, CardholderInfo, DeviceInfo, IssuersToken
from emulator.providers.vts.schemas import ExpirationDate
from emulator.providers.vts.statuses import TokenType
from emulator.storage.unit import Unit

# Two digits without published meaning.
ASSURANCE: Final = "00"
MOST_TOKENS: Final = 99
COUNTED: Final[Mapping[str, State]] = {
    "numberOfActiveTokensForPAN": State.ACTIVE,
    "numberOfInactiveTokensForPAN": State.REQUESTED,
    "numberOfSuspendedTokensForPAN": State.SUSPENDED,
}

PAN_SOURCES: Final[Mapping[str, Literal["KEY_ENTERED", "ON_FILE", "MOBILE_BANKING_APP"]]] = {
    "MANUALLYENTERED": "KEY_ENTERED",
    "ONFILE": "ON_FILE",
    "ISSUER_PUSH_PROVISION": "MOBILE_BANKING_APP",
}
ENTRY_MODES: Final[Mapping[str, Literal["KEY_ENTERED", "CAMERA_CAPTURED"]]] = {
    "KEYENTERED": "KEY_ENTERED",
    "CAMERACAPTURED": "CAMERA_CAPTURED",
}
PROTECTIONS: Final = frozenset({"SOFTWARE", "TRUSTED_EXECUTION_ENVIRONMENT", "SECURE_ELEMENT", "CLOUD"})
LOCATION_SOURCES: Final = frozenset({"WIFI", "CELLULAR", "GPS", "OTHER"})

Said = Mapping[str, Any]
"""What a requestor said of a token, by the wire's own names."""


def expiration(expiry: Expiry | None) -> ExpirationDate | None:
    """Return an expiry as Visa writes it."""
    return ExpirationDate(month=expiry.mm, year=str(expiry.year)) if expiry else None


async def card_and_token(unit: Unit, card: Card, token: Token, *, said: Said) -> CardAndToken:
    """Return what travels encrypted about a token."""
    counted = await counts(unit, card)
    info = IssuersToken(
        token=token.number.reveal(),
        tokenType=type_of(token, said),
        tokenStatus=statuses.FOR_ISSUERS[token.state],
        tokenExpirationDate=expiration(token.expiry),
        tokenAssuranceLevel=ASSURANCE,
        **counted,
    )
    return CardAndToken(cardholderInfo=cardholder(card), tokenInfo=info)


def cardholder(card: Card) -> CardholderInfo:
    """Return the card as its issuer knows it."""
    return CardholderInfo(primaryAccountNumber=card.pan.reveal(), name=card.holder, expirationDate=expiration(card.expiry))


def type_of(token: Token, said: Said) -> TokenType:
    """Return where a token lives, in an issuer's words."""
    return statuses.type_of(token.kind, tuple(said.get("presentationType") or ()))


async def counts(unit: Unit, card: Card | None) -> dict[str, int]:
    """Return how many tokens a card has, by the wire's own names."""
    if card is None:
        return dict.fromkeys(COUNTED, 0)
    return {name: await unit.tokens.count_of_card(card.reference, state, most=MOST_TOKENS) for name, state in COUNTED.items()}


def circumstances(said: Said) -> dict[str, Any]:
    """Return what every message about a token says of how it was asked for."""
    return {
        "walletAccountEmailAddressHash": said.get("clientWalletAccountEmailAddressHash"),
        "clientWalletAccountID": said.get("clientWalletAccountID"),
        "panSource": PAN_SOURCES.get(said.get("panSource", "")),
        "consumerEntryMode": ENTRY_MODES.get(said.get("consumerEntryMode") or "", "UNKNOWN"),
        "locale": said.get("locale"),
        "deviceInfo": device(said),
    }


def device(said: Said) -> DeviceInfo | None:
    """Return the device, as far as the requestor has described it."""
    told = {
        "deviceID": said.get("clientDeviceID"),
        "deviceLocation": said.get("location"),
        "deviceIPAddressV4": said.get("ip4address"),
        "locationSource": _one_of(LOCATION_SOURCES, said.get("locationSource")),
        "tokenProtectionMethod": _one_of(PROTECTIONS, said.get("protectionType")),
    }
    known = {name: value for name, value in told.items() if value}
    return DeviceInfo.model_validate(known) if known else None


def _one_of(values: frozenset[str], value: Any) -> str | None:
    return value if value in values else None
