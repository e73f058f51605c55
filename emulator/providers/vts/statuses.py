"""A token's state in Visa's words: a requestor reads DELETED where an issuer reads DEACTIVATED."""

from collections.abc import Mapping
from typing import Final, Literal

from emulator.domain.tokens import State, TokenKind

RequestorStatus = Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DELETED"]
IssuerStatus = Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DEACTIVATED"]
TokenType = Literal["SECURE_ELEMENT", "HCE", "CARD_ON_FILE", "ECOMMERCE", "QRC"]

FOR_REQUESTORS: Final[Mapping[State, RequestorStatus]] = {
    State.REQUESTED: "INACTIVE",
    State.ACTIVE: "ACTIVE",
    State.SUSPENDED: "SUSPENDED",
    State.DELETED: "DELETED",
}
FOR_ISSUERS: Final[Mapping[State, IssuerStatus]] = {
    State.REQUESTED: "INACTIVE",
    State.ACTIVE: "ACTIVE",
    State.SUSPENDED: "SUSPENDED",
    State.DELETED: "DEACTIVATED",
}

# How a token is presented decides what an issuer calls it; the pairs are our own choice, for no page connects the two lists.
TYPE_OF_PRESENTATION: Final[Mapping[str, TokenType]] = {
    "ECOM": "ECOMMERCE",
    "AI_AGENT": "ECOMMERCE",
    "INAPP": "ECOMMERCE",
    "CLOUD_HCE": "HCE",
    "NFC-HCE": "HCE",
    "MST": "HCE",
}
TYPE_OF_KIND: Final[Mapping[TokenKind, TokenType]] = {
    TokenKind.EMBEDDED_SE: "SECURE_ELEMENT",
    TokenKind.CLOUD: "HCE",
    TokenKind.STATIC: "CARD_ON_FILE",
}
SECURE_ELEMENT: Final = "SECURE_ELEMENT"


def kind_of(protection: str | None) -> TokenKind:
    """Return where a token lives, by the protection that its requestor names."""
    return TokenKind.EMBEDDED_SE if protection == SECURE_ELEMENT else TokenKind.CLOUD


def type_of(kind: TokenKind, presentations: tuple[str, ...]) -> TokenType:
    """Return what an issuer calls a token."""
    if kind is not TokenKind.CLOUD:
        return TYPE_OF_KIND[kind]
    return next((TYPE_OF_PRESENTATION[one] for one in presentations if one in TYPE_OF_PRESENTATION), TYPE_OF_KIND[kind])
