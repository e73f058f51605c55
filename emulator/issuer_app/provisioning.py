"""Wallet payloads: found if one is still good, else asked for at the card's provider."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from weakref import WeakValueDictionary

from sqlalchemy.orm import Session

from .errors import UnknownWallet, WalletNotBuilt
from .logs import LOGGER
from .pan import Vault
from .providers import CardInClear, JsonObject, Provider, Pushed
from .storage import cards, provisionings
from .storage.database import Database
from .storage.models import Provisioning
from .storage.provisionings import Slot

log = logging.getLogger(LOGGER)

NOT_BUILT: Final = {"apple_pay": "Apple Pay payloads are not made by this version; ask for token_connect or google_pay."}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a card, the wallet (None: the provider's default) and the token requestor (None: the configured one)."""

    card_id: str
    wallet: str | None
    token_requestor_id: str | None


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
        Raises CardNotFound, CardNotActive, UnknownWallet, WalletNotBuilt, and what `Provider.push` raises.
        """
        card_id, card = await self._database.run(lambda session: self._usable_card(session, wish.card_id))
        provider = self._providers[card.provider]
        wallet = _chosen(card.provider, provider, wish.wallet)
        order = _Order(Slot(card_id, card.provider, wish.token_requestor_id or self._token_requestor_id), card, provider, wallet)
        # Two requests for one card at once would push it twice; the second waits and finds what the first made.
        async with self._locks.setdefault(card_id, asyncio.Lock()):
            return await self._found(order) or await self._pushed(order)

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
            body=provisionings.payload_of(provisioning, self.wallet, lambda pushed: wallet.make(self.card, pushed)),
            instructions=wallet.instructions,
        )


def _chosen(name: str, provider: Provider, wallet: str | None) -> str:
    if wallet in NOT_BUILT:
        raise WalletNotBuilt(NOT_BUILT[wallet])
    if wallet is not None and wallet not in provider.wallets:
        raise UnknownWallet(name, list(provider.wallets))
    return wallet or next(iter(provider.wallets))
