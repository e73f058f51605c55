"""Content by guid: the guid is made from what it stands for, so that cannot change."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from emulator.core.pictures import Picture
from emulator.domain.errors import UnknownAsset
from emulator.providers.vts.content import artwork

ContentType = Literal["cardSymbol", "digitalCardArt", "termsAndConditions"]

TERMS: Final[ContentType] = "termsAndConditions"
_TERMS_TEXT: Final = b"The terms and conditions of an emulated bank: nothing here is real, so there is nothing to lose."


def _terms() -> Picture:
    return Picture("text/plain", _TERMS_TEXT)


@dataclass(frozen=True, slots=True)
class Content:
    """One thing on the shelf: what kind it is, what to say where it cannot be shown, and how it is made."""

    kind: ContentType
    words: str
    draw: Callable[[], Picture]


SHELF: Final = (
    Content("digitalCardArt", "a blue card", artwork.card_art),
    Content("cardSymbol", "a blue disc", artwork.symbol),
    Content(TERMS, "terms and conditions", _terms),
)


@cache
def drawn(content: Content) -> Picture:
    """Return the picture; it is drawn when somebody first wants it."""
    return content.draw()


@cache
def guids() -> Mapping[str, Content]:
    """Return what is on the shelf by its guid: 32 hex digits of SHA-256 over its bytes."""
    return {hashlib.sha256(drawn(content).data).hexdigest()[:32]: content for content in SHELF}


def content_with(guid: str) -> Content:
    """Return the content with this guid.

    Raises:
        UnknownAsset: nothing on the shelf has it.
    """
    found = guids().get(guid)
    if found is None:
        raise UnknownAsset(guid)
    return found


def shown() -> Iterator[tuple[str, Content]]:
    """Give what a card's metadata lists: its art and its symbol."""
    return ((guid, content) for guid, content in guids().items() if content.kind != TERMS)
