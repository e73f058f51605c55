"""Tokens of cards, kept in step with what the provider tells."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import NoticeRefused
from ..pan import Vault
from ..providers import TokenNews
from .cards import card_of
from .models import CardToken, SeenNotice, VirtualCard
from .provisionings import end_all

FINAL: Final = "DEACTIVATED"


def take_notice(session: Session, vault: Vault, *, digest: str, news: Sequence[TokenNews], now: datetime) -> None:
    """Take a notice once: the same digest again changes nothing. Raises NoticeRefused, and then nothing of it is taken.

    A card that one provider has issued for us has its tokens at its network too, which tells of them as well: only what the
    card's own provider tells is kept, so that every token stands here once.
    """
    if session.scalar(select(SeenNotice.id).where(SeenNotice.digest == digest)) is not None:
        return
    for one in news:
        if token := _taken(session, vault, one):
            token.updated_at = now
            session.add(token)
    session.add(SeenNotice(digest=digest, received_at=now))


def _taken(session: Session, vault: Vault, news: TokenNews) -> CardToken | None:
    known = _known_token(session, news)
    card = _card_of(session, vault, news, known=known)
    if known is None and card is not None and card.provider != news.provider:
        return None
    token = known or _new_token(session, card, news)
    if card is not None:
        token.card_id = card.id
    _update(token, news)
    return token


def _card_of(session: Session, vault: Vault, news: TokenNews, *, known: CardToken | None) -> VirtualCard | None:
    card = card_of(session, vault, news.pan) if news.pan else None
    # A token that we know may have moved to a number that this app has not been told of: its card stays as it was.
    if news.pan and card is None and known is None:
        raise NoticeRefused.bad_value("accountNumber")
    return card


def _known_token(session: Session, news: TokenNews) -> CardToken | None:
    # Locked, so that of two notices at once the second sees what the first wrote.
    wanted = select(CardToken).where(CardToken.provider == news.provider, CardToken.reference == news.reference)
    return session.scalar(wanted.with_for_update())


def _new_token(session: Session, card: VirtualCard | None, news: TokenNews) -> CardToken:
    if card is None:
        raise NoticeRefused.bad_value("tokenUniqueReference")
    # A new token means that a receipt was used, so the next payload needs another.
    end_all(session, card.id)
    return CardToken(card_id=card.id, provider=news.provider, reference=news.reference, suspended_by=[])


def _update(token: CardToken, news: TokenNews) -> None:
    # Notices carry no time of their own, so they count in the order of arrival; only the end of a token is final.
    if news.status is not None and token.status != FINAL:
        token.status, token.suspended_by = news.status, list(news.suspended_by)
    token.last4 = news.last4 or token.last4
    token.expiry = news.expiry or token.expiry
    token.reason_code = news.reason_code
