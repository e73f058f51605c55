"""The demonstration accounts: three of them, each with money, a virtual card, and a provisioning at the card's provider."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp import ClientSession, ClientTimeout
from sqlalchemy import select
from sqlalchemy.orm import Session

from .bootstrap import World, own_url, providers, stripe_client, stripe_issuing
from .mdes.keys import load_keys
from .pan import NONCE_BYTES, Pan, Vault
from .providers import CardInClear, Pushed
from .settings import Settings
from .storage import cards, provisionings
from .storage.database import open_database
from .storage.models import ACTIVE, Account, User, VirtualCard
from .storage.provisionings import Slot
from .stripe.endpoints import Doors, answer_purchases, listen

# $1,000,000 in cents.
BALANCE: Final = 100_000_000

YEARS_TO_EXPIRY: Final = 3


@dataclass(frozen=True, slots=True)
class Demo:
    """One demonstration card whose number the app gives: who makes its wallet payloads."""

    number: str
    network: str
    provider: str


# Numbers in ranges that payment providers publish for tests; they pass the Luhn check and belong to nobody.
DEMOS: Final = (
    Demo("5204731620001001", "mastercard", "mdes"),
    Demo("4761120010011002", "visa", "visa"),
)
# The third card is issued by Stripe, which makes its number; these digits are what it is asked for.
STRIPE_LAST4: Final = "1003"


@dataclass(frozen=True, slots=True)
class Activated:
    """What became of one demonstration card; `token` is the provider's reference."""

    verb: str
    card_id: int
    account_id: int
    last4: str
    token: str


async def activate(settings: Settings, world: World) -> list[Activated]:
    """Provision the three cards at their providers, then store accounts, cards and provisionings in one transaction.

    The database is not even opened before the provider has taken every card. Raises what `Provider.push` raises, BadSetting,
    and UnreadableCard.
    """
    keys, vault = load_keys(settings.keys), Vault(settings.card_key_bytes)
    async with ClientSession() as session:
        known = providers(settings, world, keys=keys, session=session, url=own_url(settings))
        given = demo_cards(world.now())
        pushed = [await known[card.provider].push(card, settings.token_requestor_id) for card in given]
        issued = await stripe_card(settings, session, ordinal=len(given) + 1, now=world.now())
        planned = [*given, issued]
        pushed.append(await known[issued.provider].push(issued, settings.token_requestor_id))
    database = await open_database(settings.database)
    try:
        book = _Book(vault, settings.token_requestor_id, [world.random(NONCE_BYTES) for _ in planned])
        return await database.run(lambda session: book.write(session, planned, pushed))
    finally:
        await database.close()


async def stripe_card(settings: Settings, session: ClientSession, *, ordinal: int, now: datetime) -> CardInClear:
    """Have the card issued by Stripe, unless it was before, and have Stripe tell and ask this app about it.

    Raises ProviderUnreachable or ProviderRefused.
    """
    issuing, holder = stripe_issuing(settings, session), _holder(ordinal)
    found = await issuing.issued(holder, last4=STRIPE_LAST4)
    issued = found or await issuing.issue(holder, _email(holder), last4=STRIPE_LAST4, now=now)
    doors = Doors(own_url(settings), settings.stripe_webhook_secret, settings.stripe_realtime_secret)
    await listen(stripe_client(settings, session), doors)
    await answer_purchases(session, settings.emulator, doors, limit=ClientTimeout(total=settings.timeout))
    return issued.card


def demo_cards(now: datetime) -> list[CardInClear]:
    """Return the cards whose numbers the app gives, as they are to be: expiry three years ahead."""
    return [
        CardInClear(
            pan=Pan(demo.number),
            exp_month=now.month,
            exp_year=now.year + YEARS_TO_EXPIRY,
            holder=_holder(ordinal),
            network=demo.network,
            provider=demo.provider,
        )
        for ordinal, demo in enumerate(DEMOS, 1)
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
        found = cards.card_of(session, self.vault, card.pan) or _former(account, card)
        row = found or VirtualCard()
        session.add(row)
        sealed = self.vault.seal(card.pan, nonce)
        row.pan_box, row.pan_lookup, row.last4 = sealed.box, sealed.lookup, sealed.last4
        row.provider, row.network = card.provider, card.network
        row.account, row.status, row.cardholder_name = account, ACTIVE, card.holder
        row.exp_month, row.exp_year = card.exp_month, card.exp_year
        session.flush()
        # What was handed out before may carry the old expiry.
        provisionings.end_all(session, row.id)
        provisionings.put(session, Slot(row.id, card.provider, self.token_requestor_id), pushed)
        return Activated("Updated" if found else "Created", row.id, account.id, row.last4, pushed.reference)


def _former(account: Account, card: CardInClear) -> VirtualCard | None:
    """Return the account's card from before Stripe forgot it: the one that takes its place has another number."""
    mine = (row for row in account.cards if row.provider == cards.STRIPE == card.provider)
    return next((row for row in mine if row.last4 == card.pan.last4), None)


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


def _holder(ordinal: int) -> str:
    return f"Test User{ordinal}"


def _email(name: str) -> str:
    return name.lower().replace(" ", ".") + "@example.com"


def _user(session: Session, name: str) -> User:
    email = _email(name)
    return session.scalar(select(User).where(User.email == email)) or User(name=name, email=email)
