"""The vault: cards, the tokens that stand for them, and the codes by which cardholders vouch for tokens."""

from datetime import datetime

from pydantic import Field

from emulator.admin.schemas.exchanges import Content
from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Page, Paged, Reference, Scoped
from emulator.domain.cards import Product
from emulator.domain.codes import Channel, Purpose
from emulator.domain.pan import Network
from emulator.domain.tokens import Actor, State, TokenKind


class ListTokens(Paged):
    """Tokens of one world."""

    reveal: bool = Field(False, description="show card numbers in clear")


class GetToken(Scoped):
    """One token with its history."""

    reference: Reference = Field(description="the network's name for it (MDES: tokenUniqueReference)")
    reveal: bool = Field(False, description="show card numbers in clear")


class ListCards(Paged):
    """Cards of one world."""

    reveal: bool = Field(False, description="show card numbers in clear")


class GetCard(Scoped):
    """One card with its tokens."""

    reference: Reference = Field(description="the network's name for it (MDES: panUniqueReference)")
    reveal: bool = Field(False, description="show card numbers in clear")


class TokenSeen(AdminMessage):
    """A token."""

    reference: str = Field(description="the network's name for it")
    card: str = Field(description="reference of its card")
    requestor: str = Field(description="id of the token requestor that holds it")
    network: Network = Field(description="the network")
    kind: TokenKind = Field(description="where it lives")
    number: str = Field(description="the device account number, masked")
    expiry: str = Field(description="its last valid month, `YYYY-MM`")
    state: State = Field(description="where it is in its life")
    holders: list[Actor] = Field(description="who keeps it suspended")
    wallet: str | None = Field(description="wallet id of a device token")
    atc: int = Field(description="the application transaction counter last used")
    created_at: datetime = Field(description="the world's time when it was made")
    changed_at: datetime = Field(description="the world's time when it last moved")
    activated_at: datetime | None = Field(description="the world's time when it became active; null when it never did")


class MoveSeen(AdminMessage):
    """One line of a token's history."""

    before: State | None = Field(description="the state it came from; null where it began")
    after: State = Field(description="the state it went to")
    by: Actor = Field(description="who moved it")
    code: str | None = Field(description="the reason code that came with it")
    text: str | None = Field(description="the free text that came with it")
    at: datetime = Field(description="the world's time")


class TokenWhole(TokenSeen):
    """A token with its history."""

    history: list[MoveSeen] = Field(description="every move, first to last")


class ViewSeen(AdminMessage):
    """What one API says of a token, now."""

    api: str = Field(description="the API")
    reader: str = Field(description="who is told so: the `token requestor`, or the `issuer`")
    operation: str = Field(description="the operation that was asked")
    method: str = Field(description="its HTTP method")
    path: str = Field(description="its path, without the slash in front")
    status: int = Field(description="HTTP status of the answer")
    error: str | None = Field(description="why it was refused; null when it was not")
    answer: Content = Field(description="the answer as its client reads it, opened, card numbers masked")


class TokenViews(AdminMessage):
    """A token as each API tells of it; those that know nothing of such a token are left out."""

    views: list[ViewSeen] = Field(description="what they say")


class TokenPage(Page):
    """Tokens, newest first."""

    tokens: list[TokenSeen] = Field(description="tokens")


class CardSeen(AdminMessage):
    """A card."""

    reference: str = Field(description="the network's name for it")
    par: str = Field(description="payment account reference")
    pan: str = Field(description="the card number, masked")
    expiry: str | None = Field(description="its last valid month, `YYYY-MM`; null when nobody has said")
    network: Network = Field(description="the network")
    product: Product = Field(description="what kind of account stands behind it")
    holder: str | None = Field(description="the cardholder's name; null when nobody has said")
    issuer: str = Field(description="id of the issuer whose account range holds it")
    created_at: datetime = Field(description="the world's time when the vault first saw it")


class CardWhole(CardSeen):
    """A card with its tokens."""

    tokens: list[TokenSeen] = Field(description="its tokens, oldest first, deleted ones too")


class CardPage(Page):
    """Cards, newest first."""

    cards: list[CardSeen] = Field(description="cards")


class ListCodes(Scoped):
    """One-time codes of one world."""

    token: Reference | None = Field(None, description="those of this token only")
    limit: int = Field(50, ge=1, le=500, description="how many to return at most")


class CodeSeen(AdminMessage):
    """A one-time code that was sent to a cardholder."""

    id: str = Field(description="its id")
    token: str = Field(description="reference of the token that it is for")
    purpose: Purpose = Field(description="what it does")
    digits: str | None = Field(description="what the cardholder types in; null when the issuer makes and checks the code")
    channel: Channel = Field(description="the way it went last")
    address: str = Field(description="where it went, masked")
    made_at: datetime = Field(description="the world's time when it was made")
    expires_at: datetime = Field(description="the world's time from which it is no longer good")
    sent: int = Field(description="how often it was sent")
    attempts_left: int = Field(description="how often it may still be tried")
    used: bool = Field(description="whether the right digits were given")
    alive: bool = Field(description="whether it can still be tried now")


class CodeList(AdminMessage):
    """One-time codes, newest first."""

    codes: list[CodeSeen] = Field(description="codes")
