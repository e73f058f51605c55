"""The demonstration accounts: three of them, each with money, a virtual card, and a provisioning at MDES."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp import ClientSession
from sqlalchemy import select
from sqlalchemy.orm import Session

from .bootstrap import World, own_url, providers
from .mdes.keys import load_keys
from .pan import NONCE_BYTES, Pan, Vault
from .providers import CardInClear, Pushed
from .settings import Settings
from .storage import cards, provisionings
from .storage.database import open_database
from .storage.models import ACTIVE, Account, User, VirtualCard
from .storage.provisionings import Slot

# $1,000,000 in cents.
BALANCE: Final = 100_000_000

PROVIDER: Final = "mdes"
NETWORK: Final = "mastercard"

YEARS_TO_EXPIRY: Final = 3

# Numbers in a range that payment providers publish for tests at MDES; they pass the Luhn check and belong to nobody.
NUMBERS: Final = ("5204731620001001", "5204731660001002", "5204731610001003")


@dataclass(frozen=True, slots=True)
class Activated:
    """What became of one demonstration card; `token` is the provider's reference."""

    verb: str
    card_id: int
    account_id: int
    last4: str
    token: str


async def activate(settings: Settings, world: World) -> list[Activated]:
    """Provision the three cards at the provider, then store accounts, cards and provisionings in one transaction.

    The database is not even opened before the provider has taken every card. Raises what `Provider.push` raises, BadSetting,
    and UnreadableCard.
    """
    keys, vault = load_keys(settings.keys), Vault(settings.card_key_bytes)
    planned = demo_cards(world.now())
    async with ClientSession() as session:
        provider = providers(settings, world, keys=keys, session=session, url=own_url(settings))[PROVIDER]
        pushed = [await provider.push(card, settings.token_requestor_id) for card in planned]
    database = await open_database(settings.database)
    try:
        book = _Book(vault, settings.token_requestor_id, [world.random(NONCE_BYTES) for _ in planned])
        return await database.run(lambda session: book.write(session, planned, pushed))
    finally:
        await database.close()


def demo_cards(now: datetime) -> list[CardInClear]:
    """Return the three cards as they are to be: cardholders Test User1 to Test User3, expiry three years ahead."""
    return [
        CardInClear(
            pan=Pan(number),
            exp_month=now.month,
            exp_year=now.year + YEARS_TO_EXPIRY,
            holder=f"Test User{ordinal}",
            network=NETWORK,
            provider=PROVIDER,
        )
        for ordinal, number in enumerate(NUMBERS, 1)
    ]


@dataclass(frozen=True, slots=True, repr=False)
class _Book:
    vault: Vault
    token_requestor_id: str
    nonces: Sequence[bytes]

    def write(self, session: Session, planned: Sequence[CardInClear], pushed: Sequence[Pushed]) -> list[Activated]:
        """Bring the first three accounts and their cards to the planned state."""
        cards.check_key(session, self.vault)
        accounts = _accounts(session, [card.holder for card in planned])
        rows = zip(accounts, planned, pushed, self.nonces, strict=True)
        return [self._activated(session, account, card, pushed=answer, nonce=nonce) for account, card, answer, nonce in rows]

    def _activated(self, session: Session, account: Account, card: CardInClear, *, pushed: Pushed, nonce: bytes) -> Activated:
        found = cards.card_of(session, self.vault, card.pan)
        row = found or self._new_row(session, card, nonce)
        row.account, row.status, row.cardholder_name = account, ACTIVE, card.holder
        row.exp_month, row.exp_year = card.exp_month, card.exp_year
        session.flush()
        # What was handed out before may carry the old expiry.
        provisionings.end_all(session, row.id)
        provisionings.put(session, Slot(row.id, card.provider, self.token_requestor_id), pushed)
        return Activated("Updated" if found else "Created", row.id, account.id, row.last4, pushed.reference)

    def _new_row(self, session: Session, card: CardInClear, nonce: bytes) -> VirtualCard:
        sealed = self.vault.seal(card.pan, nonce)
        row = VirtualCard(provider=card.provider, network=card.network, pan_box=sealed.box, pan_lookup=sealed.lookup, last4=sealed.last4)
        session.add(row)
        return row


def _accounts(session: Session, holders: Sequence[str]) -> list[Account]:
    """Return the oldest accounts, as many as there are holders, made where missing; active, full, each with a user."""
    oldest = list(session.scalars(select(Account).order_by(Account.id).limit(len(holders))))
    accounts = oldest + [Account() for _ in holders[len(oldest) :]]
    session.add_all(accounts)
    for account, holder in zip(accounts, holders, strict=True):
        account.status, account.balance = ACTIVE, BALANCE
        account.user = account.user or _user(session, holder)
        session.flush()
    return accounts


def _user(session: Session, name: str) -> User:
    email = name.lower().replace(" ", ".") + "@example.com"
    return session.scalar(select(User).where(User.email == email)) or User(name=name, email=email)
