"""Questions about accounts and cards."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..errors import AccountNotFound, CardNotActive, CardNotFound
from ..pan import Pan, Vault
from ..providers import CardInClear
from .models import ACTIVE, Account, VirtualCard

# Ids are small whole numbers; any other text names nothing, and never reaches the database.
ID: Final = re.compile(r"[0-9]{1,9}", re.ASCII)

STRIPE: Final = "stripe"

WITH_ACCOUNT: Final = (joinedload(VirtualCard.account), selectinload(VirtualCard.tokens))
WITH_CARDS: Final = (joinedload(Account.user), selectinload(Account.cards))


def find_card(session: Session, card_id: str) -> VirtualCard:
    """Return the card with its account and tokens. Raises CardNotFound."""
    card = session.get(VirtualCard, int(card_id), options=WITH_ACCOUNT) if ID.fullmatch(card_id) else None
    if card is None:
        raise CardNotFound
    return card


def find_account(session: Session, account_id: str) -> Account:
    """Return the account with its user and cards. Raises AccountNotFound."""
    account = session.get(Account, int(account_id), options=WITH_CARDS) if ID.fullmatch(account_id) else None
    if account is None:
        raise AccountNotFound
    return account


def all_cards(session: Session) -> Sequence[VirtualCard]:
    """Return every card, oldest first."""
    return session.scalars(select(VirtualCard).options(*WITH_ACCOUNT).order_by(VirtualCard.id)).all()


def all_accounts(session: Session) -> Sequence[Account]:
    """Return every account, oldest first."""
    return session.scalars(select(Account).options(*WITH_CARDS).order_by(Account.id)).all()


def card_of(session: Session, vault: Vault, pan: Pan) -> VirtualCard | None:
    """Return the card with this number, if there is one."""
    return session.scalar(select(VirtualCard).where(VirtualCard.pan_lookup == vault.lookup(pan)))


def stripe_card(session: Session, last4: str, *, month: int, year: int) -> VirtualCard | None:
    """Return the card that Stripe speaks of, and keep others from spending its account's money; None unless it is the only one.

    Stripe tells the last digits and the expiry of a card, and never its number.
    """
    wanted = select(VirtualCard).where(VirtualCard.provider == STRIPE, VirtualCard.last4 == last4)
    found = session.scalars(wanted.where(VirtualCard.exp_month == month, VirtualCard.exp_year == year).limit(2)).all()
    if len(found) != 1:
        return None
    session.get(Account, found[0].account_id, with_for_update=True, populate_existing=True)
    return found[0]


def expires_as(card: VirtualCard, month: str | None, year: str | None) -> bool:
    """Say whether an expiry (`MM`, `YY`) is the card's; one that is not given is not wrong."""
    told = (month or f"{card.exp_month:02d}", year or f"{card.exp_year % 100:02d}")
    return told == (f"{card.exp_month:02d}", f"{card.exp_year % 100:02d}")


def check_usable(card: VirtualCard, today: date) -> None:
    """Raise CardNotActive unless card and account are active and the card's last month is not over."""
    if card.status != ACTIVE:
        raise CardNotActive(f"its status is {card.status}")
    if card.account.status != ACTIVE:
        raise CardNotActive(f"the status of its account is {card.account.status}")
    if (card.exp_year, card.exp_month) < (today.year, today.month):
        raise CardNotActive(f"it expired {card.exp_month:02d}/{card.exp_year}")


def in_clear(card: VirtualCard, vault: Vault) -> CardInClear:
    """Open the card's number. Raises UnreadableCard."""
    return CardInClear(
        pan=vault.open(card.pan_box, card.pan_lookup),
        exp_month=card.exp_month,
        exp_year=card.exp_year,
        holder=card.cardholder_name,
        network=card.network,
        provider=card.provider,
    )


def check_key(session: Session, vault: Vault) -> None:
    """Raise UnreadableCard if the cards in the database were sealed with another card key."""
    card = session.scalar(select(VirtualCard).order_by(VirtualCard.id).limit(1))
    if card is not None:
        vault.open(card.pan_box, card.pan_lookup)
