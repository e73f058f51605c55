"""Wallet payloads: found if one is still good, else asked for at the card's provider."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from weakref import WeakValueDictionary

from sqlalchemy.orm import Session

from .errors import BadWalletSession, UnknownWallet
from .logs import LOGGER
from .pan import Vault
from .providers import CardInClear, JsonObject, Provider, Pushed, SessionWallet
from .storage import cards, provisionings
from .storage.database import Database
from .storage.models import Provisioning
from .storage.provisionings import Slot
from .wallets.handed import Handed

log = logging.getLogger(LOGGER)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a card, the wallet (None: the provider's default) and the token requestor (None: the configured one).

    `handed` is what the wallet has given to the app for this one payload.
    """

    card_id: str
    wallet: str | None
    token_requestor_id: str | None
    handed: Handed | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A wallet payload: `reference` is the provider's own, `body` is what the phone is given."""

    card_id: int
    card: CardInClear
    wallet: str
    reference: str
    valid_until: datetime
    body: JsonObject
    instructions: str


class Provisioner:
    """Makes wallet payloads. `now` gives UTC time; `token_requestor_id` is the one used when none is asked for."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        *,
        providers: Mapping[str, Provider],
        token_requestor_id: str,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._providers = providers
        self._token_requestor_id = token_requestor_id
        self._now = now
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def wallet_payload(self, wish: Wish) -> Made:
        """Return the payload that was made before and is still good, or a new one.

        The provider is asked first; what it answered is then stored in one transaction, so a failure leaves nothing behind.
        Raises CardNotFound, CardNotActive, UnknownWallet, BadWalletSession, UntrustedChain, and what `Provider.push` raises.
        """
        card_id, card = await self._database.run(lambda session: self._usable_card(session, wish.card_id))
        provider = self._providers[card.provider]
        wallet = _chosen(card.provider, provider, wish)
        slot = Slot(card_id, card.provider, wish.token_requestor_id or self._token_requestor_id)
        order = _Order(slot, card, provider, wallet, _handed(provider, wallet, wish))
        # Two requests for one card at once would push it twice; the second waits and finds what the first made.
        async with self._locks.setdefault(card_id, asyncio.Lock()):
            made = await self._found(order) or await self._pushed(order)
        return await order.answered(made)

    async def _found(self, order: "_Order") -> Made | None:
        return await self._database.run(lambda session: order.found(session, self._now()))

    async def _pushed(self, order: "_Order") -> Made:
        pushed = await order.provider.push(order.card, order.slot.token_requestor_id)
        made = await self._database.run(lambda session: order.kept(session, pushed, self._now()))
        log.info("card.pushed", extra={"card": order.slot.card_id, "wallet": order.wallet, "provider": order.slot.provider})
        return made

    def _usable_card(self, session: Session, card_id: str) -> tuple[int, CardInClear]:
        card = cards.find_card(session, card_id)
        cards.check_usable(card, self._now().date())
        return card.id, cards.in_clear(card, self._vault)


@dataclass(frozen=True, slots=True)
class _Order:
    slot: Slot
    card: CardInClear
    provider: Provider
    wallet: str
    handed: Handed | None

    def found(self, session: Session, now: datetime) -> Made | None:
        """Return the payload under the provisioning that is still good, if there is one."""
        provisionings.lock_card(session, self.slot.card_id)
        provisioning = provisionings.open_at(session, self.slot, now)
        return self._made(provisioning) if provisioning else None

    def kept(self, session: Session, pushed: Pushed, now: datetime) -> Made:
        """Keep what was pushed and return its payload, unless another process was faster: then return that one's."""
        provisionings.lock_card(session, self.slot.card_id)
        return self._made(provisionings.open_at(session, self.slot, now) or provisionings.put(session, self.slot, pushed))

    def _made(self, provisioning: Provisioning) -> Made:
        wallet = self.provider.wallets[self.wallet]
        return Made(
            card_id=self.slot.card_id,
            card=self.card,
            wallet=self.wallet,
            reference=provisioning.reference,
            valid_until=provisioning.valid_until,
            body=self._body(provisioning),
            instructions=wallet.instructions,
        )

    async def answered(self, made: Made) -> Made:
        """Return what was made, with the payload that answers the wallet's session where it wants one of its own."""
        wallet = self.provider.wallets[self.wallet]
        return replace(made, body=await wallet.seal(self.card, self.handed)) if isinstance(wallet, SessionWallet) else made

    def _body(self, provisioning: Provisioning) -> JsonObject:
        wallet = self.provider.wallets[self.wallet]
        if isinstance(wallet, SessionWallet):
            return {}
        return provisionings.payload_of(provisioning, self.wallet, lambda pushed: wallet.make(self.card, pushed))


def _chosen(name: str, provider: Provider, wish: Wish) -> str:
    wallet = wish.wallet or next(iter(provider.wallets))
    if wallet not in provider.wallets:
        raise UnknownWallet(name, list(provider.wallets))
    return wallet


def _handed(provider: Provider, name: str, wish: Wish) -> Handed | None:
    wallet = provider.wallets[name]
    handed = wish.handed or (wallet.unasked if isinstance(wallet, SessionWallet) else None)
    if isinstance(wallet, SessionWallet) and handed is None:
        raise BadWalletSession(f"A payload for {name} answers one session of the wallet: POST what the phone handed over.")
    return handed
